/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.Database;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.postgresql.ds.PGSimpleDataSource;

/** What is heard of a session while its router moves is looked at where the router is afterwards. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class MovingRouterTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Network network;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    @Test
    void whoHearsOfASessionWaitsUntilItsRouterHasMoved() throws SQLException {
        Partner partner = network.partner();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        try (Connection move = database.getConnection(owner, password);
                Statement statement = move.createStatement()) {
            move.setAutoCommit(false);
            statement.execute("update replica set revision = 2 where topic = 'edge-routers' and message_key = "
                    + Database.text(partner.router(0)));

            network.session(partner, 0, false, 2);

            eventually(LIMIT, () -> assertThat(waitingFor(statement)).isEqualTo(1));
            move.commit();
        }
        String session = partner.router(0) + "|" + partner.addresses().getFirst();
        eventually(
                LIMIT,
                () -> assertThat(Network.number(
                                "select revision from replica where message_key = " + Database.text(session)))
                        .isEqualTo(2));
    }

    /** How many wait for the end of the transaction at hand. */
    private static int waitingFor(Statement transaction) {
        try (ResultSet row = transaction.executeQuery("select count(*) from pg_locks where not granted"
                + " and locktype = 'transactionid' and transactionid = pg_current_xact_id()::xid")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
