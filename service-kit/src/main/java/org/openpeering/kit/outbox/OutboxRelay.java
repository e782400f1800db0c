/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.inbox.Backoff;
import org.openpeering.kit.inbox.KafkaClients;
import org.openpeering.kit.wake.Pace;
import org.openpeering.kit.wake.Signal;
import org.openpeering.kit.wake.Wakes;

/**
 * Sends the outbox to Kafka.
 *
 * <p>Guarantees, each for any number of replicas of the service. <b>Nothing is lost</b>: a row is deleted in the
 * transaction that read it, after the broker acknowledged it; a crash in between sends it again, and readers ignore a
 * revision they have. <b>Order</b>: one relay works at a time (a transaction-scoped advisory lock, given up by the
 * database itself when its holder dies), it sends in the order of {@code seq} through one idempotent producer, ends its
 * round at the first row that fails ({@link OrderedSend}), and deletes only the rows before that. A retry may repeat
 * messages of a key, and always ends with the newest. Woken after each commit; the poll is a net.
 * {@code OutboxRelayTest} holds it to this.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final int POLL_MILLIS = 1000;
    /** Any number that no other advisory lock of these databases uses. */
    private static final long LOCK = 0x6F70_6F75_7462_6F78L;

    private final AgroalDataSource dataSource;
    private final KafkaClients kafka;
    private final Signal work;
    private final String source;
    private final boolean enabled;
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(
            AgroalDataSource dataSource,
            KafkaClients kafka,
            Wakes wakes,
            @ConfigProperty(name = "quarkus.application.name") String source,
            @ConfigProperty(name = "openpeering.outbox.relay", defaultValue = "true") boolean enabled) {
        this.dataSource = dataSource;
        this.kafka = kafka;
        this.work = wakes.signal(Outbox.QUEUE);
        this.source = source;
        this.enabled = enabled;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            running = true;
            thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.interrupt();
            thread.join(5000);
        }
    }

    private void run() {
        Backoff backoff = new Backoff("outbox relay", LOG);
        while (running) {
            try (Producer<byte[], byte[]> producer = kafka.producer("outbox");
                    Connection connection = dataSource.getConnection()) {
                relay(connection, producer, backoff);
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | ExecutionException | RuntimeException e) {
                if (!running || !backoff.failed(e)) {
                    return;
                }
            }
        }
    }

    private void relay(Connection connection, Producer<byte[], byte[]> producer, Backoff backoff)
            throws SQLException, ExecutionException, InterruptedException {
        connection.setAutoCommit(false);
        Pace pace = new Pace();
        while (running) {
            pace.begin();
            int sent = drain(connection, producer);
            backoff.succeeded();
            if (sent < BATCH) {
                if (sent > 0) {
                    pace.rest();
                }
                work.await(POLL_MILLIS);
            }
        }
    }

    /** Sends one batch; returns how many rows left. */
    private int drain(Connection connection, Producer<byte[], byte[]> producer)
            throws SQLException, ExecutionException, InterruptedException {
        try {
            lock(connection);
            List<Pending> batch = read(connection);
            if (!batch.isEmpty()) {
                send(connection, producer, batch);
            }
            connection.commit();
            return batch.size();
        } catch (SQLException | ExecutionException | RuntimeException e) {
            if (!connection.isClosed()) {
                connection.rollback();
            }
            throw e;
        }
    }

    private void send(Connection connection, Producer<byte[], byte[]> producer, List<Pending> batch)
            throws SQLException, ExecutionException, InterruptedException {
        OrderedSend.Sent sent =
                OrderedSend.send(producer, batch.stream().map(Pending::message).toList());
        if (sent.acknowledged() > 0) {
            delete(connection, batch.subList(0, sent.acknowledged()));
            connection.commit();
        }
        if (sent.failure() != null) {
            throw sent.failure();
        }
    }

    /** Waits for the round of another replica's relay: it may have read before what woke this one was committed. */
    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            statement.setLong(1, LOCK);
            statement.execute();
        }
    }

    private List<Pending> read(Connection connection) throws SQLException {
        List<Pending> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "select seq, topic, message_key, revision, created_at, body from outbox order by seq limit "
                                + BATCH);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String body = result.getString("body");
                Instant time =
                        result.getObject("created_at", OffsetDateTime.class).toInstant();
                rows.add(new Pending(
                        result.getLong("seq"),
                        Messages.record(
                                result.getString("topic"),
                                result.getString("message_key"),
                                source,
                                result.getLong("revision"),
                                time,
                                body == null ? null : body.getBytes(UTF_8))));
            }
        }
        return rows;
    }

    /** Deletes exactly the rows sent: a row between them may have been committed since. */
    private static void delete(Connection connection, List<Pending> sent) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from outbox where seq = any(?)")) {
            Object[] rows = sent.stream().map(Pending::seq).toArray();
            statement.setArray(1, connection.createArrayOf("bigint", rows));
            statement.executeUpdate();
        }
    }

    private record Pending(long seq, ProducerRecord<byte[], byte[]> message) {}
}
