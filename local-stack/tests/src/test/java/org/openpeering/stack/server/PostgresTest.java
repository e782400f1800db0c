/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.stack.process.PortTakenException;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

class PostgresTest {
    @TempDir
    static Path folder;

    private static Postgres postgres;

    @BeforeAll
    static void createServer() {
        postgres = new Postgres(Workspace.at(folder), Ports.free(), List.of("partner", "prefix"), Postgres.Size.SMALL);
    }

    @BeforeEach
    void start() {
        postgres.start();
    }

    @AfterAll
    static void stop() {
        postgres.stop();
    }

    @Test
    void theServiceWorksWithTheOwnersTablesButChangesNoSchema() throws SQLException {
        try (Connection owner = postgres.connect("partner", postgres.owner("partner"))) {
            execute(owner, "create table peering (id bigserial primary key, prefix cidr)");
            execute(owner, "create schema history create table peering (id int)");
        }
        try (Connection service = postgres.connect("partner", postgres.runtime("partner"))) {
            execute(service, "insert into peering (prefix) values ('192.0.2.0/24')");
            execute(service, "insert into history.peering values (1)");
            execute(service, "update peering set prefix = '198.51.100.0/24'");
            execute(service, "delete from peering");

            assertThatThrownBy(() -> execute(service, "create table mine (id int)"))
                    .hasMessageContaining("permission denied for schema public");
            assertThatThrownBy(() -> execute(service, "create temp table mine (id int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(service, "alter table peering add column x int"))
                    .hasMessageContaining("must be owner");
            assertThatThrownBy(() -> execute(service, "drop table peering")).hasMessageContaining("must be owner");
        }
    }

    @Test
    void aServiceCannotEnterTheDatabaseOfAnother() {
        assertThatThrownBy(() -> postgres.connect("prefix", postgres.runtime("partner")))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void nobodyEntersWithoutThePassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), "postgres", "postgres"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aRestartAndAHardKillKeepTheData() throws SQLException {
        try (Connection owner = postgres.connect("partner", postgres.owner("partner"))) {
            execute(owner, "create table kept (id int)");
            execute(owner, "insert into kept values (7)");
        }
        postgres.stop();
        assertThat(postgres.isRunning()).isFalse();
        assertThatThrownBy(() -> postgres.connect("partner", postgres.runtime("partner")))
                .isInstanceOf(SQLException.class);

        postgres.start();
        assertThat(kept()).isEqualTo(7);

        postgres.kill9();
        assertThat(folder.resolve("postgres/postmaster.pid")).exists();
        postgres.start();
        assertThat(kept()).isEqualTo(7);
    }

    @Test
    void aLeftPidFileWhoseIdBelongsToAnotherProcessNowDoesNotHinder() throws Exception {
        postgres.kill9();
        Path file = folder.resolve("postgres/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            lines.set(0, Long.toString(other.pid()));
            lines.set(2, "1000000000");
            Files.write(file, lines);

            postgres.start();

            assertThat(postgres.isRunning()).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aServerThatALauncherLeftBehindIsEndedByTheNextOne() {
        Postgres next =
                new Postgres(Workspace.at(folder), postgres.port(), List.of("partner", "prefix"), Postgres.Size.SMALL);

        next.start();

        assertThat(postgres.isRunning()).isFalse();
        next.stop();
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();
            Postgres unlucky =
                    new Postgres(Workspace.at(folder.resolve("other")), port, List.of(), Postgres.Size.SMALL);

            assertThatThrownBy(unlucky::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + port + " (PostgreSQL)");
        }
    }

    @Test
    void aServerThatCannotStartShowsItsLastLines() throws Exception {
        postgres.stop();
        Path settings = folder.resolve("postgres/postgresql.conf");
        String good = Files.readString(settings);
        Files.writeString(settings, "no_such_setting = 1\n");
        try {
            assertThatThrownBy(postgres::start)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("postgres ended before it was ready")
                    .hasMessageContaining("no_such_setting");
        } finally {
            Files.writeString(settings, good);
        }
    }

    @Test
    void itsMemoryIsKnownWhileItRuns() {
        assertThat(postgres.residentBytes()).isBetween(1_000_000L, 1_000_000_000L);

        postgres.stop();

        assertThat(postgres.residentBytes()).isZero();
    }

    private int kept() throws SQLException {
        try (Connection service = postgres.connect("partner", postgres.runtime("partner"));
                var rows = service.createStatement().executeQuery("select id from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
