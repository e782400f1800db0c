/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.EntryRepository;

/** Table {@code service_location}. */
@Singleton
public class ServiceLocationRepository extends EntryRepository<ServiceLocationEntity> {
    private final Statements statements;

    ServiceLocationRepository(Statements statements) {
        super(statements, ServiceLocationEntity.class, "service_location");
        this.statements = statements;
    }

    Uni<List<ServiceLocationEntity>> inCountry(String country, String after, int limit) {
        return where(
                "e.countryKey = :country and " + KEY + " > :after",
                Map.of("country", ServiceLocationEntity.key(country), "after", after),
                limit);
    }

    /**
     * The distinct countries, in the order of their names without case.
     *
     * @param after the country that the page before ended with
     */
    Uni<List<String>> countries(String after, int limit) {
        return statements
                .of("""
                        select min(country) as country from service_location where country_key > :after
                        group by country_key order by country_key limit :limit""")
                .set("after", ServiceLocationEntity.key(after))
                .set("limit", limit)
                .list(row -> row.text("country"));
    }

    /** Those with this name or in a state of this name. */
    public Uni<List<ServiceLocationEntity>> called(String text) {
        return where("(e.key = :key or e.stateKey = :key)", Map.of("key", ServiceLocationEntity.key(text)), ALL);
    }
}
