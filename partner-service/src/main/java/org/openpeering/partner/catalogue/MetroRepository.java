/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.Violations;

/** Table {@code metro}. */
@Singleton
public class MetroRepository extends EntryRepository<MetroEntity> {
    private final Statements statements;

    MetroRepository(Statements statements) {
        super(statements, MetroEntity.class, "metro");
        this.statements = statements;
    }

    @Override
    public Uni<@Nullable MetroEntity> find(String name) {
        return super.find(MetroEntity.key(name));
    }

    /** Those of the names that are there. */
    public Uni<List<MetroEntity>> all(Collection<String> names) {
        return of(names.stream().map(MetroEntity::key).toList());
    }

    /** Holds the metro, and with it who has which session address there. */
    @Override
    public Uni<@Nullable MetroEntity> lock(String name) {
        return super.lock(MetroEntity.key(name));
    }

    /** Keeps the metro from being deleted and its session addresses from changing hands. */
    @Override
    public Uni<@Nullable MetroEntity> lockShared(String name) {
        return super.lockShared(MetroEntity.key(name));
    }

    /** The same for the parent of an entry; a {@link Refusal} when it is not there. */
    public Uni<MetroEntity> lockSharedParent(String name) {
        return lockShared(name)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(ApiError.of(
                        ErrorCode.PARENT_RESOURCE_NOT_FOUND,
                        "The metro '" + Violations.shown(name) + "' was not found.")));
    }

    /** What a request says that names a metro which is not there. */
    public static Refusal unknown(String name) {
        return new Refusal(ApiError.at(
                ErrorCode.PEERING_LOCATION_NOT_FOUND, "metro", "There is no metro '" + Violations.shown(name) + "'."));
    }

    /**
     * Metros with a facility that is offered for one of the types.
     *
     * @param directPeeringTypes as on the wire
     */
    public Uni<List<MetroEntity>> withFacilities(Collection<String> directPeeringTypes, String after, int limit) {
        return page("""
                exists (
                    select from direct_facility f
                    where f.metro = t.key and not f.gone and jsonb_exists_any(f.types, :types))""", Map.of("types", directPeeringTypes, "after", after, "limit", limit));
    }

    /** Metros with an exchange. */
    public Uni<List<MetroEntity>> withExchanges(String after, int limit) {
        return page(
                "exists (select from exchange_facility f where f.metro = t.key and not f.gone)",
                Map.of("after", after, "limit", limit));
    }

    private Uni<List<MetroEntity>> page(String condition, Map<String, ?> parameters) {
        return keys("t.key collate \"C\" > :after and " + condition, parameters, "limit :limit")
                .chain(this::of);
    }

    /** Something that refers to the metro, for people. */
    Uni<@Nullable String> user(MetroEntity metro) {
        return statements.of("""
                        select user_name from (
                            select 'the provider ''' || p.name || '''' as user_name
                            from provider_location l join provider p on p.key = l.provider where l.metro = :metro
                            union all select 'the edge router ''' || name || '''' from edge_router where metro = :metro
                            union all select 'the facility ' || peeringdb_id from direct_facility where metro = :metro
                            union all select 'the exchange ' || peeringdb_id from exchange_facility where metro = :metro
                            union all select 'the CDN prefix ' || prefix from cdn_prefix where metro = :metro
                            union all select 'the address pool ''' || name || '''' from address_pool where metro = :metro
                            union all select 'a legacy peering' from legacy_peering where metro = :metro
                            union all select 'a peering' from peering where metro = :metro
                        ) users limit 1""").set("metro", metro.key()).find(row -> row.text("user_name"));
    }
}
