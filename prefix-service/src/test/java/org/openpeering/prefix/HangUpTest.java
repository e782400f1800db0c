/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** A client that does not wait for its answer. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class HangUpTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** More than the pool has connections. */
    private static final int TIMES = 30;

    @Inject
    Network network;

    @Inject
    ObjectMapper json;

    @Inject
    AgroalDataSource database;

    private Api customer;
    private String block;
    private String key;

    @BeforeEach
    void registered() throws Exception {
        Partner partner = network.partner();
        customer = new Api(Network.subscription(), "Contributor");
        block = Network.freshPrefix();
        customer.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        key = new Api(partner.subscription(), "Contributor")
                .put(registration(partner.peering(), "r"), prefixBody(block))
                .path("properties.peeringServicePrefixKey");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        long monitored = network.monitored(block).orElseThrow().revision();
        List<LogRecord> complaints = new CopyOnWriteArrayList<>();
        Handler log = collector(complaints);
        Logger.getLogger("").addHandler(log);
        try {
            for (int i = 0; i < TIMES; i++) {
                hangUpInTheMiddle();
            }
        } finally {
            Logger.getLogger("").removeHandler(log);
        }

        customer.get(prefix("s", "p")).then().statusCode(404);
        assertThat(network.monitored(block).orElseThrow().revision()).isEqualTo(monitored);
        try (Connection connection = database.getConnection()) {
            assertThat(number(connection, "select count(*) from outbox")).isZero();
            assertThat(number(
                            connection,
                            "select uses from prefix_key where key_hash = sha256(convert_to(?, 'UTF8'))",
                            key))
                    .isZero();
        }
        assertThat(complaints).extracting(LogRecord::getMessage).isEmpty();

        customer.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
    }

    /** The prefix is inserted, and what has to be counted of its key waits for us. */
    private void hangUpInTheMiddle() throws Exception {
        try (Connection holder = database.getConnection()) {
            holder.setAutoCommit(false);
            number(
                    holder,
                    "select 1 from prefix_key where key_hash = sha256(convert_to(?, 'UTF8')) for no key update",
                    key);
            long waiting = hangUpWaitingFor(holder);
            holder.rollback();
            holder.setAutoCommit(true);
            eventually(
                    LIMIT,
                    () -> assertThat(number(
                                    holder,
                                    "select count(*) from pg_stat_activity where pid = ? and xact_start is not null",
                                    waiting))
                            .isZero());
        }
    }

    /** Returns when the service knows; the backend that works for it. */
    private long hangUpWaitingFor(Connection holder) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            client.setSoTimeout((int) LIMIT.toMillis());
            client.getOutputStream().write(request());
            eventually(LIMIT, () -> assertThat(waiting(holder)).isPositive());
            client.shutdownOutput();
            assertThat(client.getInputStream().read())
                    .as("what the service sends before it closes its end")
                    .isEqualTo(-1);
            return waiting(holder);
        }
    }

    private byte[] request() throws Exception {
        byte[] body = json.writeValueAsBytes(prefixBody(block, key));
        String head = "PUT " + customer.url(prefix("s", "p")) + "?api-version=2022-10-01 HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Authorization: Bearer " + customer.token() + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        return (head + new String(body, UTF_8)).getBytes(UTF_8);
    }

    /** The backend that waits for this one; 0: none does. */
    private static long waiting(Connection holder) throws SQLException {
        return number(
                holder,
                "select coalesce(max(pid), 0) from pg_locks where not granted"
                        + " and pg_backend_pid() = any(pg_blocking_pids(pid))");
    }

    private static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Of what the console shows; where event loops stand that are late on a busy machine is looked at in e2e. */
    private static Handler collector(List<LogRecord> complaints) {
        Filter console = Stream.of(InitialConfigurator.DELAYED_HANDLER.getHandlers())
                .map(Handler::getFilter)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return new Handler() {
            @Override
            public void publish(LogRecord message) {
                if (message.getLevel().intValue() >= Level.WARNING.intValue()
                        && console.isLoggable(message)
                        && !message.getLoggerName().equals("io.vertx.core.impl.BlockedThreadChecker")) {
                    complaints.add(message);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
