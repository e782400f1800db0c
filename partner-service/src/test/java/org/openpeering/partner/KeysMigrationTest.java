/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.testing.ServiceTestResource;

/** What was there before rows had keys is found by the keys that the service makes. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class KeysMigrationTest {
    private static final String SCHEMA = "before_keys";
    private static final Subscription SUBSCRIPTION = new Subscription("2222AAAA-BBBB");

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    @Test
    void rowsGetTheKeysThatJavaMakesOfTheirSpelling() throws SQLException {
        migrate("14");
        try (Connection connection = DriverManager.getConnection(url, owner, password);
                Statement sql = connection.createStatement()) {
            sql.execute("set search_path to " + SCHEMA);
            sql.execute("""
                    insert into metro (key, name, revision, country, latitude, longitude)
                        values ('izmir', 'Izmir', 1, 'TR', 38, 27);
                    insert into peer_asn (subscription, name, revision, asn, peer_name, contacts, state)
                        values ('2222AAAA-BBBB', 'My.Asn', 1, 64496, 'Contoso', '[]', 'Approved');
                    insert into peering (subscription, resource_group, name, revision, sku, kind, location, tags,
                            direct_type, metro, peer_asn, asn)
                        select '2222aaaa-BBBB', 'İZMİR-Größe-ΟΔΟΣ', 'P-1', 2, 'Basic_Direct_Free', 'Direct', 'x', '{}',
                            'Edge', 'izmir', id, asn from peer_asn;
                    insert into legacy_peering (id, name, asn, metro, kind, direct_type, peering)
                        values (gen_random_uuid(), 'ÄLTER', 64496, 'izmir', 'Direct', 'Edge', '{}');
                    insert into service_location (key, revision, name, country, state, latitude, longitude)
                        values ('x', 1, 'X', 'ÖSTERREICH', 'Wien', 48, 16)""");
            migrate("15");
            assertThat(keys(sql, "select subscription_key, resource_key from peer_asn"))
                    .containsExactly(
                            SUBSCRIPTION.key(),
                            ResourceId.ofSubscription(SUBSCRIPTION, ResourceType.PEER_ASNS, "My.Asn")
                                    .key());
            assertThat(keys(sql, "select subscription_key, resource_key from peering"))
                    .containsExactly(
                            SUBSCRIPTION.key(),
                            ResourceId.ofGroup(SUBSCRIPTION, "İZMİR-Größe-ΟΔΟΣ", ResourceType.PEERINGS, "P-1")
                                    .key());
            assertThat(keys(sql, "select name_key, name_key from legacy_peering"))
                    .containsOnly("älter");
            assertThat(keys(sql, "select country_key, state_key from service_location"))
                    .containsExactly("österreich", "wien");
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

    private static String[] keys(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return new String[] {row.getString(1), row.getString(2)};
        }
    }
}
