/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Sql;

/** Tables {@code provider} and {@code provider_location}; the catalogue is the same for all subscriptions. */
@ApplicationScoped
public class ProviderRepository {
    private static final TypeReference<List<Asn>> ASNS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final String SELECT = """
            select p.name, p.revision, p.asns, coalesce(
                (select jsonb_agg(m.name order by l.position)
                 from provider_location l join metro m on m.key = l.metro where l.provider = p.key),
                '[]') as locations
            from provider p""";

    private final Sql sql;

    ProviderRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<ProviderEntity> find(String key) {
        return sql.find(SELECT + " where p.key = ?", ProviderRepository::map, key);
    }

    Optional<ProviderEntity> lock(String key) {
        return sql.find(SELECT + " where p.key = ? for update of p", ProviderRepository::map, key);
    }

    List<ProviderEntity> list(String after, int limit) {
        return sql.list(
                SELECT + " where p.key collate \"C\" > ? order by p.key collate \"C\" limit ?",
                ProviderRepository::map,
                after,
                limit);
    }

    /** Adds the provider without locations; false when there is one of this name. */
    boolean insert(ProviderEntity provider) {
        return sql.update("""
                        insert into provider (key, name, revision, asns) values (?, ?, ?, ?::jsonb)
                        on conflict do nothing""", provider.key(), provider.name(), provider.revision(), sql.json(provider.asns())) > 0;
    }

    void update(ProviderEntity provider) {
        sql.update(
                "update provider set revision = ?, asns = ?::jsonb where key = ?",
                provider.revision(),
                sql.json(provider.asns()),
                provider.key());
        sql.update("delete from provider_location where provider = ?", provider.key());
        for (int i = 0; i < provider.peeringLocations().size(); i++) {
            sql.update(
                    "insert into provider_location (provider, metro, position) values (?, ?, ?)",
                    provider.key(),
                    MetroEntity.key(provider.peeringLocations().get(i)),
                    i);
        }
    }

    void delete(ProviderEntity provider) {
        sql.update("delete from provider where key = ?", provider.key());
    }

    private static ProviderEntity map(Row row) {
        return new ProviderEntity(
                row.text("name"), row.number("revision"), row.json("asns", ASNS), row.json("locations", NAMES));
    }
}
