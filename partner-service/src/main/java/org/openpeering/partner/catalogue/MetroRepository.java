/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;

/** Table {@code metro}. */
@Singleton
public class MetroRepository extends EntryRepository<MetroEntity> {
    private final Sql sql;

    MetroRepository(Sql sql) {
        super(sql, "metro", "", List.of("name", "country", "azure_region", "latitude", "longitude"));
        this.sql = sql;
    }

    @Override
    public Optional<MetroEntity> find(String name) {
        return super.find(MetroEntity.key(name));
    }

    /** Holds the metro, and with it who has which session address there. */
    @Override
    public Optional<MetroEntity> lock(String name) {
        return super.lock(MetroEntity.key(name));
    }

    /** Keeps the metro from being deleted and its session addresses from changing hands. */
    @Override
    public Optional<MetroEntity> share(String name) {
        return super.share(MetroEntity.key(name));
    }

    /**
     * Metros with a facility that is offered for one of the types.
     *
     * @param directPeeringTypes as on the wire
     */
    public List<MetroEntity> withFacilities(Collection<String> directPeeringTypes, String after, int limit) {
        return listWhere("""
                        t.key collate "C" > ? and exists (
                            select from direct_facility f
                            where f.metro = t.key and not f.gone and jsonb_exists_any(f.types, ?))""", limit, after, directPeeringTypes);
    }

    /** Metros with an exchange. */
    public List<MetroEntity> withExchanges(String after, int limit) {
        return listWhere("""
                        t.key collate "C" > ? and exists (
                            select from exchange_facility f where f.metro = t.key and not f.gone)""", limit, after);
    }

    /** Something that refers to the metro, for people. */
    @Nullable
    String user(MetroEntity metro) {
        String key = metro.key();
        return sql.find("""
                        select user_name from (
                            select 'the provider ''' || p.name || '''' as user_name
                            from provider_location l join provider p on p.key = l.provider where l.metro = ?
                            union all select 'the edge router ''' || name || '''' from edge_router where metro = ?
                            union all select 'the facility ' || peeringdb_id from direct_facility where metro = ?
                            union all select 'the exchange ' || peeringdb_id from exchange_facility where metro = ?
                            union all select 'the CDN prefix ' || prefix from cdn_prefix where metro = ?
                            union all select 'the address pool ''' || name || '''' from address_pool where metro = ?
                            union all select 'a legacy peering' from legacy_peering where metro = ?
                            union all select 'a peering' from peering where metro = ?
                        ) users limit 1""", row -> row.text("user_name"), key, key, key, key, key, key, key, key)
                .orElse(null);
    }

    @Override
    protected MetroEntity map(Row row) {
        return new MetroEntity(
                row.text("name"),
                row.number("revision"),
                row.text("country"),
                row.textOrNull("azure_region"),
                new GeoPoint(Double.parseDouble(row.text("latitude")), Double.parseDouble(row.text("longitude"))));
    }

    @Override
    protected @Nullable Object[] values(MetroEntity metro) {
        return new @Nullable Object[] {
            metro.name(),
            metro.country(),
            metro.azureRegion(),
            metro.place().latitude(),
            metro.place().longitude()
        };
    }
}
