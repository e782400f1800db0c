/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.Kafka;
import org.openpeering.stack.server.Postgres;
import org.openpeering.stack.server.TestIdentity;

/**
 * Real PostgreSQL, Kafka and OIDC servers for a service's tests. Quarkus loads tests and resources by different class
 * loaders; {@link Tokens} and {@link Servers} therefore reach this object over a loopback port.
 *
 * <p>Argument {@code database}: the service whose database is used; default {@code partner}; {@value #NONE}: the service
 * has none, and no PostgreSQL is started. Argument {@code port}: a setting that names a port of the service's own; tests find
 * the number as the system property of that name.
 */
public final class ServiceTestResource implements QuarkusTestResourceLifecycleManager {
    static final String CONTROL = "test.control";
    static final String BROKER = "test.broker";
    static final String NONE = "none";

    private String database = "partner";
    private @Nullable String port;
    private @Nullable Postgres postgres;
    private @Nullable Kafka kafka;
    private @Nullable HttpServer control;
    private final TestIdentity identity = new TestIdentity();

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
        if (!database.equals(NONE) && !Postgres.SERVICES.contains(database)) {
            throw new IllegalArgumentException("no service has a database " + database);
        }
        port = arguments.get("port");
    }

    @Override
    public Map<String, String> start() {
        try {
            Workspace workspace = Workspace.at(Files.createTempDirectory(Path.of("target"), "servers-"));
            postgres = database.equals(NONE) ? null : new Postgres(workspace);
            kafka = new Kafka(workspace);
            Thread broker = Thread.ofVirtual().start(kafka::start);
            if (postgres != null) {
                postgres.start();
            }
            identity.start();
            broker.join();
            control = control();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        System.setProperty(CONTROL, "http://127.0.0.1:" + control.getAddress().getPort());
        System.setProperty(BROKER, kafka.bootstrapServers());
        Map<String, String> settings = new HashMap<>(postgres == null ? Map.of() : postgres.settings(database));
        if (port != null) {
            settings.put(port, Integer.toString(Ports.free()));
            System.setProperty(port, settings.get(port));
        }
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("quarkus.oidc.auth-server-url", identity.issuerUrl());
        return settings;
    }

    @Override
    public void stop() {
        if (control != null) {
            control.stop(0);
        }
        if (kafka != null) {
            kafka.stop();
        }
        if (postgres != null) {
            postgres.stop();
        }
        identity.stop();
    }

    private HttpServer control() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            List<String> groups = Arrays.stream(query(exchange, "groups").split(",", -1))
                    .filter(group -> !group.isEmpty())
                    .toList();
            answer(exchange, 200, identity.token(query(exchange, "subject"), groups));
        });
        server.createContext("/servers", exchange -> {
            var component = query(exchange, "name").equals("kafka") ? kafka : postgres;
            // Kafka's clients load their parts by the thread's class loader, which has to be the one of this class.
            Thread.currentThread().setContextClassLoader(ServiceTestResource.class.getClassLoader());
            try {
                switch (query(exchange, "action")) {
                    case "stop" -> component.stop();
                    case "kill" -> component.kill9();
                    case "freeze" -> component.freeze();
                    case "thaw" -> component.thaw();
                    default -> component.start();
                }
                answer(exchange, 200, "done");
            } catch (RuntimeException e) {
                answer(exchange, 500, e.toString());
            }
        });
        server.createContext("/query", exchange -> {
            try {
                answer(exchange, 200, rows(query(exchange, "sql")));
            } catch (SQLException e) {
                answer(exchange, 500, e.toString());
            }
        });
        server.start();
        return server;
    }

    private String rows(String sql) throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (Connection connection = postgres.connect(database, postgres.owner(database));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.append(Database.ROW).append(Objects.requireNonNullElse(found.getString(1), ""));
            }
        }
        return rows.toString();
    }

    private static String query(HttpExchange exchange, String name) {
        return Arrays.stream(exchange.getRequestURI().getRawQuery().split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
