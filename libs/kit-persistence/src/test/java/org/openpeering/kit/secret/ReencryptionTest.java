/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.secret.Reencryption.Scope;
import org.openpeering.kit.testing.ServiceTestResource;

/** Against PostgreSQL, while others work. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class ReencryptionTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final SecretColumn SAFE = SecretColumn.of("safe", "secret", "shelf::text", "box");
    private static final int ROWS = 5_000;

    private final Secrets before = Keys.of("old");
    private final Secrets both = Keys.of("new", "old");
    private final Secrets after = Keys.of("new");

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    @Inject
    KeyRegister register;

    private Connection database;

    @BeforeEach
    void fill() throws SQLException {
        database = connect();
        try (Statement sql = database.createStatement()) {
            sql.execute("create table safe (shelf bigint, box text, secret text, primary key (shelf, box))");
        }
        try (PreparedStatement insert = database.prepareStatement("insert into safe values (?, 'box', ?)")) {
            for (int i = 0; i < ROWS; i++) {
                insert.setLong(1, i);
                insert.setString(2, i % 10 == 0 ? "secret " + i : sealed(before, i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        database.commit();
    }

    @AfterEach
    void drop() throws SQLException {
        database.rollback();
        try (Statement sql = database.createStatement()) {
            sql.execute("drop table safe");
            sql.execute("delete from encryption_key where id in ('', 'old', 'new')");
        }
        database.commit();
        database.close();
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, owner, password);
        connection.setAutoCommit(false);
        return connection;
    }

    private static String sealed(Secrets secrets, long shelf) {
        return secrets.seal("secret " + shelf, SAFE.at(Long.toString(shelf), "box"))
                .text();
    }

    private Reencryption all() {
        return new Reencryption(database, both, Scope.ALL);
    }

    /** How many rows open with the keys, each to its own secret. */
    private long readable(Secrets secrets) throws SQLException {
        try (Statement sql = database.createStatement();
                ResultSet rows = sql.executeQuery("select shelf, secret from safe")) {
            long count = 0;
            while (rows.next()) {
                String shelf = rows.getString(1);
                assertThat(secrets.open(new Sealed(rows.getString(2), SAFE.at(shelf, "box"))))
                        .isEqualTo("secret " + shelf);
                count++;
            }
            return count;
        }
    }

    @Test
    void afterItTheOldKeyIsNotNeeded() throws SQLException {
        assertThat(all().run(SAFE)).isEqualTo(ROWS);
        assertThat(readable(after)).isEqualTo(ROWS);
        assertThat(all().run(SAFE)).as("nothing is left to do").isZero();
    }

    @Test
    void whatStandsInClearIsEncryptedAloneAfterAMigration() throws SQLException {
        assertThat(new Reencryption(database, both, Scope.CLEAR).run(SAFE)).isEqualTo(ROWS / 10);
        assertThat(readable(both)).isEqualTo(ROWS);
        assertThat(all().run(SAFE)).isEqualTo(ROWS - ROWS / 10);
    }

    @Test
    void itWaitsForRowsThatAreBeingWrittenAndLosesNoWrite() throws Exception {
        try (Connection other = connect();
                Statement sql = other.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sql.execute("update safe set secret = '" + sealed(both, 4711) + "' where shelf = 4711");
            sql.execute("delete from safe where shelf = 11");
            Future<Long> run = threads.submit(() -> all().run(SAFE));
            await().atMost(LIMIT).until(() -> waiting(other));
            other.commit();
            assertThat(run.get()).isEqualTo(ROWS - 2);
        }
        assertThat(readable(after)).isEqualTo(ROWS - 1);
    }

    /** Whether somebody waits for the other connection's transaction. */
    private static boolean waiting(Connection other) throws SQLException {
        try (Statement sql = other.createStatement();
                ResultSet rows = sql.executeQuery(
                        "select exists (select from pg_locks where not granted and locktype = 'transactionid')")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    @Test
    void itGoesOnWhereItWasStopped() throws SQLException {
        try (Statement sql = database.createStatement()) {
            sql.execute("update safe set secret = '"
                    + Keys.of("gone").seal("x", SAFE.at("4999", "box")).text() + "' where shelf = 4999");
        }
        database.commit();
        assertThatIllegalStateException()
                .isThrownBy(() -> all().run(SAFE))
                .withMessageContaining("safe.secret of the row 4999 box is encrypted with the key 'gone'");
        database.rollback();
        try (Statement sql = database.createStatement();
                ResultSet rows = sql.executeQuery("select count(*) from safe where starts_with(secret, 'v1:new:')")) {
            rows.next();
            assertThat(rows.getInt(1)).as("steps that were done").isPositive();
            sql.execute("update safe set secret = '" + sealed(before, 4999) + "' where shelf = 4999");
        }
        database.commit();
        assertThat(all().run(SAFE)).isPositive().isLessThan(ROWS);
        assertThat(readable(after)).isEqualTo(ROWS);
    }

    @Test
    void aRowWithoutSecretStaysWithout() throws SQLException {
        try (Statement sql = database.createStatement()) {
            sql.execute("update safe set secret = null");
            database.commit();
            assertThat(all().run(SAFE)).isZero();
        }
    }

    @Test
    void theServiceHasToKnowEveryKeyThereMayBeSecretsUnder() throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("insert into encryption_key values ('old', ?)")) {
            insert.setString(1, KeyRegister.probe(before));
            insert.executeUpdate();
        }
        database.commit();
        assertThatIllegalStateException()
                .isThrownBy(() -> register.check(new StartupEvent()))
                .withMessageContaining("'old', which openpeering.encryption.keys does not have");
        all().forgetOthers();
        assertThat(registered()).containsExactly("new");
    }

    @Test
    void aServiceRegistersItsKeyAtTheStart() throws SQLException {
        register.check(new StartupEvent());
        assertThat(registered()).contains("local");
    }

    private List<String> registered() throws SQLException {
        try (Statement sql = database.createStatement();
                ResultSet rows = sql.executeQuery("select array_agg(id order by id) from encryption_key")) {
            rows.next();
            return List.of((String[]) rows.getArray(1).getArray());
        }
    }
}
