/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.catalogue.EntryRepository;
import org.openpeering.partner.catalogue.MetroEntity;

/** Tables {@code provider} and {@code provider_location}. */
@Singleton
public class ProviderRepository extends EntryRepository<ProviderEntity> {
    private static final TypeReference<List<Asn>> ASNS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final String LOCATIONS = """
            , coalesce(
                (select jsonb_agg(m.name order by l.position)
                 from provider_location l join metro m on m.key = l.metro where l.provider = t.key),
                '[]') as locations""";

    private final Sql sql;

    ProviderRepository(Sql sql) {
        super(sql, "provider", LOCATIONS, List.of("name", "asns::jsonb"));
        this.sql = sql;
    }

    /** The names of providers that have the AS number and are listed at the metro. */
    public List<String> offering(Asn asn, String metro) {
        return sql.list("""
                select p.name from provider p join provider_location l on l.provider = p.key
                where l.metro = ? and p.asns @> ?::jsonb order by p.key""", row -> row.text("name"), MetroEntity.key(metro), sql.json(List.of(asn)));
    }

    @Override
    public void update(ProviderEntity provider) {
        super.update(provider);
        sql.update("delete from provider_location where provider = ?", provider.key());
        for (int i = 0; i < provider.peeringLocations().size(); i++) {
            sql.update(
                    "insert into provider_location (provider, metro, position) values (?, ?, ?)",
                    provider.key(),
                    MetroEntity.key(provider.peeringLocations().get(i)),
                    i);
        }
    }

    @Override
    protected ProviderEntity map(Row row) {
        return new ProviderEntity(
                row.text("name"), row.number("revision"), row.json("asns", ASNS), row.json("locations", NAMES));
    }

    @Override
    protected @Nullable Object[] values(ProviderEntity provider) {
        return new @Nullable Object[] {provider.name(), sql.json(provider.asns())};
    }
}
