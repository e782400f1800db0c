/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;

/** MD5 keys stand encrypted in the database, each for its own row. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class SecretsAtRestTest {
    private static final String SECRET = "very-secret";
    private static final String UNKNOWN = "v1:gone:" + "A".repeat(64);

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    @Inject
    Flyway flyway;

    private final String metro = "Metro-" + UUID.randomUUID();
    private final String connection = UUID.randomUUID().toString();
    private Api api;
    private String peering;
    private String body;

    @BeforeEach
    void ordered() {
        api = new Api();
        api.metro(metro);
        api.approvedPeerAsn("asn", 3320);
        peering = api.peeringId("p");
        body = api.direct("asn", metro, Api.connection(connection, "127.0.0.60/30"));
        api.put(peering, body).then().statusCode(201);
    }

    private String kept(String column) throws SQLException {
        try (Connection database = DriverManager.getConnection(url, owner, password);
                PreparedStatement select =
                        database.prepareStatement("select c." + column + " from connection c where identifier = ?")) {
            select.setString(1, connection);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }

    private void keep(String text) throws SQLException {
        try (Connection database = DriverManager.getConnection(url, owner, password);
                PreparedStatement update =
                        database.prepareStatement("update connection set md5_key = ? where identifier = ?")) {
            update.setString(1, text);
            update.setString(2, connection);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private void again(int status) {
        api.put(peering, body).then().statusCode(status).body(not(containsString(SECRET)));
    }

    @Test
    void aKeyIsSealedInItsColumnAndComparedAllTheSame() throws SQLException {
        assertThat(kept("md5_key")).startsWith("v1:local:").doesNotContain(SECRET);
        again(200);
        api.put(peering, body.replace(SECRET, "another")).then().statusCode(409);
    }

    @Test
    void aKeyThatIsAskedForMovesFromColumnToColumn() throws SQLException {
        api.provisioned(peering);
        api.post(
                        peering + "/connections/" + connection + "/requestSessionChange",
                        "{\"sessionPrefixV4\":\"127.0.0.64/30\",\"md5AuthenticationKey\":\"the-next\"}")
                .then()
                .statusCode(200);
        assertThat(kept("pending_md5_key")).startsWith("v1:local:").doesNotContain("the-next");
        String before = kept("pending_md5_key");
        api.decide(api.waiting(peering, "SessionChange"), "approve").then().statusCode(200);
        assertThat(kept("pending_md5_key")).isNull();
        assertThat(kept("md5_key")).startsWith("v1:local:").isNotEqualTo(before);
        body = body.replace(SECRET, "the-next").replace("127.0.0.60", "127.0.0.64");
        again(200);
    }

    @Test
    void whatDoesNotNeedAKeyThatCanNotBeOpenedIsDoneAndLosesNothing() throws SQLException {
        String text = kept("md5_key");
        keep(UNKNOWN);
        api.provisioned(peering);
        api.get(peering).then().statusCode(200);
        assertThat(kept("md5_key")).isEqualTo(UNKNOWN);
        again(500);
        assertThat(kept("md5_key")).isEqualTo(UNKNOWN);
        keep(text);
        again(200);
    }

    @Test
    void aKeyOfBeforeIsReadAndIsEncryptedAfterTheMigration() throws SQLException {
        keep(SECRET);
        again(200);
        keep(SECRET);
        try (Connection database = DriverManager.getConnection(url, owner, password)) {
            database.createStatement().execute("insert into encryption_key values ('', '')");
        }
        flyway.migrate();
        assertThat(kept("md5_key")).startsWith("v1:local:");
        again(200);
    }
}
