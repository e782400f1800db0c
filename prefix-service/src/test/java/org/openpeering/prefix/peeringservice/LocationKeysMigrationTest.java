/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.PartnerStandIn;

/** Services from before they had keys of their locations are found by those that the service makes. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class LocationKeysMigrationTest {
    private static final String SCHEMA = "before_keys";

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    @Test
    void rowsGetTheKeysThatJavaMakesOfTheirLocations() throws SQLException {
        migrate("24");
        try (Connection connection = DriverManager.getConnection(url, owner, password);
                Statement sql = connection.createStatement()) {
            sql.execute("set search_path to " + SCHEMA);
            sql.execute("""
                    insert into peering_service (resource_key, subscription, group_key, id, location, primary_location,
                            next_primary, next_backup, revision)
                        values ('k', 's', 'g', 'K', 'x', 'İZMİR', 'Paris', 'Zürich', 1)""");
            migrate("25");
            try (ResultSet row = sql.executeQuery("select location_keys from peering_service")) {
                assertThat(row.next()).isTrue();
                assertThat((String[]) row.getArray(1).getArray())
                        .containsExactlyElementsOf(PeeringServiceEntity.keys(Stream.of("İZMİR", "Paris", "Zürich")));
            }
        }
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(url, owner, password)
                .schemas(SCHEMA)
                .locations("db/kit", "db/migration")
                .target(version)
                .load()
                .migrate();
    }
}
