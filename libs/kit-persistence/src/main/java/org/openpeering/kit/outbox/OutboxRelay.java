/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.runtime.ApplicationConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.kit.trace.Step;
import org.openpeering.kit.trace.Traces;
import org.openpeering.kit.wake.Wakes;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;

/**
 * Sends the outbox to Kafka.
 *
 * <p>Guarantees, each for any number of replicas of the service. <b>Nothing is lost</b>: a row is deleted in the
 * transaction that read it, after the broker acknowledged it; a crash in between sends it again, and readers ignore a
 * revision they have. <b>Order</b>: one relay works at a time (a transaction-scoped advisory lock, given up by the
 * database itself when its holder dies), it sends in the order of {@code seq} ({@link OrderedSend}), and it
 * deletes only the rows before the first that failed. A retry may repeat newer messages of a key, but always ends with
 * the newest. Woken after each commit; the poll is a net. <b>Nothing stands in the way for ever</b>: what Kafka refuses
 * as too large, now and whenever it is tried, stays in the table with the reason and is counted; what comes after it is
 * sent, also of its key, since a later state replaces it. {@code OutboxRelayTest} holds it to this.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final String CHANNEL = "outbox";
    private static final int BATCH = 500;
    /** Any number that no other advisory lock of these databases uses. */
    private static final long LOCK = 0x6F70_6F75_7462_6F78L;

    private final Statements statements;
    private final KafkaClients kafka;
    private final String source;
    private final boolean enabled;
    private final Counter refusals;
    private final Traces traces;
    private final Worker worker;
    private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
    private final KafkaClientService clients;

    OutboxRelay(
            Statements statements,
            KafkaClients kafka,
            KafkaClientService clients,
            @Channel(CHANNEL) MutinyEmitter<byte[]> channel,
            Wakes wakes,
            MeterRegistry meters,
            Traces traces,
            ApplicationConfig application,
            OutboxConfig config) {
        this.statements = statements;
        this.kafka = kafka;
        this.clients = clients;
        this.source = application.name().orElseThrow();
        this.enabled = config.relay();
        this.traces = traces;
        this.refusals = Counter.builder("openpeering.outbox.refused")
                .description("Messages that Kafka refused for ever, by this process")
                .register(meters);
        this.worker = new Worker("outbox relay", wakes.signal(Outbox.QUEUE), this::work);
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            worker.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
        sending.close();
    }

    /** Sends one batch. */
    private Found work() {
        Producer<byte[], byte[]> open = producer();
        Round round = Transactions.await(() -> round(open));
        if (round.failure() != null) {
            throw new IllegalStateException(round.failure());
        }
        return round.size() == 0 ? Found.NOTHING : round.size() < BATCH ? Found.LITTLE : Found.MUCH;
    }

    /**
     * The channel's producer, not its emitter: the messaging layer retries a failed message by itself, when later ones of
     * its key have long been sent.
     */
    private Producer<byte[], byte[]> producer() {
        try {
            kafka.ensureTopics();
            return clients.<byte[], byte[]>getProducer(CHANNEL).unwrap();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What a round came to; what was acknowledged is deleted whatever came after it.
     *
     * @param size how many rows it had
     */
    private record Round(int size, @Nullable ExecutionException failure) {}

    private Uni<Round> round(Producer<byte[], byte[]> open) {
        return lock().chain(this::read)
                .chain(batch -> batch.isEmpty()
                        ? Uni.createFrom().item(new Round(0, null))
                        : send(open, batch)
                                .chain(sent -> delete(batch.subList(0, sent.acknowledged()))
                                        .chain(() -> settle(batch, sent))));
    }

    private Uni<Round> settle(List<Pending> batch, OrderedSend.Sent sent) {
        ExecutionException failure = sent.failure();
        return failure != null && failure.getCause() instanceof RecordTooLargeException cause
                ? setAside(batch.get(sent.acknowledged()), cause).replaceWith(new Round(BATCH, null))
                : Uni.createFrom().item(new Round(batch.size(), failure));
    }

    private Uni<Integer> setAside(Pending refused, RecordTooLargeException cause) {
        ProducerRecord<byte[], byte[]> message = refused.message();
        LOG.errorf(
                "outbox row %d, %s of %s, is set aside: %s",
                refused.seq(), new String(message.key(), UTF_8), message.topic(), cause.getMessage());
        refused.step().failed("refused as too large");
        refusals.increment();
        return statements
                .of("update outbox set refused = :cause where seq = :seq")
                .set("cause", cause.toString())
                .set("seq", refused.seq())
                .update();
    }

    /** Waits for the round of another replica's relay: it may have read before what woke this one was committed. */
    private Uni<Boolean> lock() {
        return statements
                .of("select 1 as one from pg_advisory_xact_lock(:lock)")
                .set("lock", LOCK)
                .get(row -> true);
    }

    private Uni<List<Pending>> read() {
        return statements
                .of(
                        "select seq, topic, message_key, revision, created_at, body, trace from outbox where refused is null order by seq limit :batch")
                .set("batch", BATCH)
                .list(this::pending);
    }

    private Pending pending(Row row) {
        String body = row.textOrNull("body");
        Instant time = row.instant("created_at");
        String topic = row.text("topic");
        Step step = traces.received(SpanKind.PRODUCER, "send " + topic, row.textOrNull("trace"), time)
                .with("messaging.destination.name", topic);
        ProducerRecord<byte[], byte[]> message = Messages.record(
                topic,
                row.text("message_key"),
                source,
                row.number("revision"),
                time,
                body == null ? null : body.getBytes(UTF_8));
        return new Pending(row.number("seq"), Messages.inTrace(message, step.parent()), step);
    }

    /** Off the event loop, which the transaction then goes on with. */
    private Uni<OrderedSend.Sent> send(Producer<byte[], byte[]> open, List<Pending> batch) {
        Context context = Vertx.currentContext();
        List<ProducerRecord<byte[], byte[]>> messages =
                batch.stream().map(Pending::message).toList();
        return Uni.createFrom().completionStage(() -> sent(open, messages)).emitOn(MutinyHelper.executor(context));
    }

    private CompletionStage<OrderedSend.Sent> sent(
            Producer<byte[], byte[]> open, List<ProducerRecord<byte[], byte[]>> messages) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return OrderedSend.send(open, messages);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                sending);
    }

    /** Deletes exactly the rows sent: a row between them may have been committed since. */
    private Uni<Integer> delete(List<Pending> sent) {
        sent.forEach(pending -> pending.step().ended());
        return sent.isEmpty()
                ? Uni.createFrom().item(0)
                : statements
                        .of("delete from outbox where seq = any(:sent)")
                        .set("sent", sent.stream().map(Pending::seq).toList())
                        .update();
    }

    /** @param step from its commit to the broker's acknowledgement; begun anew with each try */
    private record Pending(long seq, ProducerRecord<byte[], byte[]> message, Step step) {}
}
