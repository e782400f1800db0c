/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.EntryRepository;
import org.openpeering.partner.catalogue.MetroEntity;

/** Tables {@code provider} and {@code provider_location}. */
@Singleton
public class ProviderRepository extends EntryRepository<ProviderEntity> {
    private final Statements statements;

    ProviderRepository(Statements statements) {
        super(statements, ProviderEntity.class, "provider");
        this.statements = statements;
    }

    /** The names of providers that have the AS number and are listed at the metro. */
    public Uni<List<String>> offering(Asn asn, String metro) {
        return statements
                .of("""
                        select p.name from provider p join provider_location l on l.provider = p.key
                        where l.metro = :metro and p.asns @> :asns::jsonb order by p.key""")
                .set("metro", MetroEntity.key(metro))
                .set("asns", statements.json(List.of(asn)))
                .list(row -> row.text("name"));
    }

    @Override
    public Uni<Void> insert(ProviderEntity provider) {
        return super.insert(provider).chain(() -> store(provider));
    }

    @Override
    protected Uni<Void> store(ProviderEntity provider) {
        return statements
                .of("delete from provider_location where provider = :provider")
                .set("provider", provider.key())
                .update()
                .chain(() -> statements
                        .of("""
                                insert into provider_location (provider, metro, position)
                                select :provider, metro, position - 1
                                from unnest(:metros) with ordinality as l (metro, position)""")
                        .set("provider", provider.key())
                        .set(
                                "metros",
                                provider.peeringLocations().stream()
                                        .map(MetroEntity::key)
                                        .toList())
                        .update())
                .replaceWithVoid();
    }
}
