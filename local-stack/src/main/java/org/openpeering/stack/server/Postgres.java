/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Folders;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

/**
 * A real PostgreSQL with one database for each service that needs one, and two roles for each database: {@code
 * <svc>_owner} owns it and runs migrations, {@code <svc>} is what the service runs as and can read and write rows but
 * change no schema.
 *
 * <p>Guarantee: after {@link #start} the server on the port is the one of this folder. The port is bound for a test
 * before, the process must live, and the server itself names the folder. {@code PostgresTest} holds it to that.
 */
public final class Postgres extends ManagedProcess {
    /** The databases of the services that have one. */
    public static final List<String> SERVICES = List.of("partner", "prefix", "insights");

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SUPERUSER = "postgres";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String ENCRYPTION_KEY = "local";

    // Run at each start: a crash between "create database" and these must not last.
    private static final List<String> GRANTS = List.of(
            "revoke all on database @svc from public",
            "grant connect on database @svc to @svc",
            "alter schema public owner to @owner",
            "grant usage on schema public to @svc",
            "alter default privileges for role @owner grant usage on schemas to @svc",
            "alter default privileges for role @owner grant select, insert, update, delete on tables to @svc",
            "alter default privileges for role @owner grant usage, select on sequences to @svc");

    /** How much memory and disk it may take. */
    public enum Size {
        /** For a laptop. */
        SMALL("32MB", "16MB", "32MB", "256MB"),
        /** For a hundred thousand prefixes. */
        LARGE("1GB", "128MB", "1GB", "4GB");

        private final String buffers;
        private final String maintenance;
        private final String leastLog;
        private final String mostLog;

        Size(String buffers, String maintenance, String leastLog, String mostLog) {
            this.buffers = buffers;
            this.maintenance = maintenance;
            this.leastLog = leastLog;
            this.mostLog = mostLog;
        }
    }

    private final int port;
    private final List<String> databases;
    private final Size size;
    private final Path data;
    private final Secrets secrets;

    /** A server for all services on a free port. */
    public Postgres(Workspace workspace) {
        this(workspace, Ports.free(), SERVICES, Size.SMALL);
    }

    public Postgres(Workspace workspace, int port, List<String> databases, Size size) {
        super("postgres", workspace);
        this.port = port;
        this.databases = List.copyOf(databases);
        this.size = size;
        this.data = workspace.data().resolve("postgres");
        this.secrets = new Secrets(workspace.data().resolve("secrets"));
    }

    /** Who connects: the password is made for this folder and is the same after a restart. */
    public record Login(String user, String password) {}

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public Login owner(String database) {
        return login(database + "_owner");
    }

    public Login runtime(String database) {
        return login(database);
    }

    private Login login(String role) {
        return new Login(role, secrets.value("postgres-" + role));
    }

    public Connection connect(String database, Login login) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), login.user(), login.password());
    }

    /** What a Quarkus service needs to work with its database; holds passwords, and the key that encrypts secrets in it. */
    public Map<String, String> settings(String database) {
        Login runtime = runtime(database);
        Login owner = owner(database);
        return Map.of(
                "quarkus.datasource.jdbc.url",
                jdbcUrl(database),
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + port + "/" + database,
                "quarkus.datasource.username",
                runtime.user(),
                "quarkus.datasource.password",
                runtime.password(),
                "quarkus.flyway.username",
                owner.user(),
                "quarkus.flyway.password",
                owner.password(),
                "openpeering.encryption.current",
                ENCRYPTION_KEY,
                "openpeering.encryption.keys." + ENCRYPTION_KEY,
                secrets.key("encryption-" + database));
    }

    @Override
    protected void prepare() {
        try {
            PostmasterPid.release(data);
            Ports.requireFree(port, "PostgreSQL");
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialize();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + data, e);
        }
    }

    /** Into a folder of another name first: a crash in the middle must not leave something that looks like a cluster. */
    private void initialize() throws IOException {
        Path unfinished = data.resolveSibling("postgres.unfinished");
        Folders.delete(unfinished);
        Folders.delete(data);
        Folders.createPrivate(unfinished);
        List<String> command = program("initdb");
        command.addAll(List.of("-D", unfinished.toString(), "-U", SUPERUSER, "-A", "scram-sha-256", "-E", "UTF8"));
        command.addAll(List.of("--pwfile", secrets.file("postgres-" + SUPERUSER).toString()));
        command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync"));
        Commands.run(command, Map.of());
        Files.move(unfinished, data);
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping root is nobody. */
    private List<String> program(String name) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.unpacked(workspace())
                .resolve("bin")
                .resolve(name)
                .toString());
        return command;
    }

    @Override
    protected Launch launch() {
        List<String> command = program("postgres");
        command.addAll(List.of("-D", data.toString()));
        Stream.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "max_connections=100",
                        "shared_buffers=" + size.buffers,
                        "maintenance_work_mem=" + size.maintenance,
                        "min_wal_size=" + size.leastLog,
                        "max_wal_size=" + size.mostLog,
                        "io_method=sync",
                        "jit=off")
                .forEach(setting -> command.addAll(List.of("-c", setting)));
        return new Launch(command, Map.of("LC_ALL", "C"), workspace().data());
    }

    /** SIGTERM would wait for every client to leave; SIGINT ends their sessions and writes a checkpoint. */
    @Override
    protected String stopSignal() {
        return "INT";
    }

    @Override
    protected void awaitReady() {
        untilReady(LIMIT, this::answers);
        try (Connection connection = connect("postgres", login(SUPERUSER))) {
            for (String database : databases) {
                createDatabase(connection, database);
            }
        } catch (SQLException e) {
            throw new StackException("Cannot make the databases: " + e.getMessage(), e);
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres", login(SUPERUSER));
                var answer = connection.createStatement().executeQuery("show data_directory")) {
            answer.next();
            Path theirs = Path.of(answer.getString(1)).toRealPath();
            if (!theirs.equals(data.toRealPath())) {
                throw new StackException("Another PostgreSQL (" + theirs + ") answers on port " + port);
            }
            return true;
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                throw new StackException("Another PostgreSQL answers on port " + port, e);
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createDatabase(Connection superuser, String database) throws SQLException {
        createRole(superuser, owner(database));
        createRole(superuser, runtime(database));
        if (!exists(superuser, "select 1 from pg_database where datname = ?", database)) {
            execute(
                    superuser,
                    "create database " + database + " owner " + owner(database).user());
        }
        try (Connection inside = connect(database, login(SUPERUSER))) {
            for (String sql : GRANTS) {
                execute(inside, sql.replace("@owner", owner(database).user()).replace("@svc", database));
            }
        }
    }

    private static void createRole(Connection superuser, Login login) throws SQLException {
        if (!exists(superuser, "select 1 from pg_roles where rolname = ?", login.user())) {
            execute(superuser, "create role " + login.user() + " login password '" + login.password() + "'");
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
