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
                "lower(e.country) = lower(:country) and " + KEY + " > :after",
                Map.of("country", country, "after", after),
                limit);
    }

    /** The distinct countries. */
    Uni<List<String>> countries(String after, int limit) {
        return statements.of("""
                        select min(country) as country from service_location group by lower(country)
                        having lower(min(country)) collate "C" > lower(:after)
                        order by lower(min(country)) collate "C" limit :limit""").set("after", after).set("limit", limit).list(row -> row.text("country"));
    }

    /** Those with this name or in a state of this name. */
    public Uni<List<ServiceLocationEntity>> called(String text) {
        return where(
                "(e.key = :key or lower(e.state) = lower(:text))",
                Map.of("key", ServiceLocationEntity.key(text), "text", text),
                ALL);
    }
}
