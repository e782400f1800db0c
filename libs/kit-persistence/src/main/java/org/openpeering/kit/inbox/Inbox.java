/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ApplicationConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.openpeering.kit.message.DeadLetters;
import org.openpeering.kit.message.Decoder;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.sql.Failures;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.topic.Outage;
import org.openpeering.kit.trace.Traces;

/**
 * What a service does with a batch of messages of a topic: an {@code @Incoming} method hands it over, with manual
 * acknowledgement, and says what to do with messages that could be read.
 *
 * <p>The effects of a batch commit in one transaction and its offsets after that: a crash in between delivers again what
 * readers recognise by revision, so the effect happens once (promise D2). When a batch fails as a whole its messages are
 * applied one by one; the one at fault is set aside with bytes, key, headers and cause before the offset is committed
 * (promise M1), and an outage of the database is waited out: the batch is not acknowledged, the next not asked for, the
 * consumer polls on without taking any and stays in its group. {@code InboxTest} holds it to this.
 *
 * <p>Work runs together with other messages of the same batch and may run again for a message it has seen: it must be
 * idempotent by (key, revision), for state topics by calling {@link org.openpeering.kit.replica.Replica#store} first.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    /** How often a message may fail by itself before it is set aside. */
    private static final int ATTEMPTS = 3;

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ObjectMapper json;
    private final Statements statements;
    private final ChannelMeters meters;
    private final Traces traces;
    private final String service;
    private final Map<String, Outage> outages = new ConcurrentHashMap<>();

    Inbox(
            ObjectMapper json,
            Statements statements,
            ChannelMeters meters,
            Traces traces,
            ApplicationConfig application) {
        this.json = json;
        this.statements = statements;
        this.meters = meters;
        this.traces = traces;
        this.service = application.name().orElseThrow();
    }

    /**
     * Never fails: a failure would set all of the batch aside.
     *
     * @param work in the transaction that this begins
     */
    public <T> Uni<Void> read(
            KafkaRecordBatch<byte[], byte[]> batch, Class<T> type, Function<List<Received<T>>, Uni<Void>> work) {
        List<KafkaRecord<byte[], byte[]>> records = batch.getRecords();
        Context context = Vertx.currentContext();
        Outage outage =
                outages.computeIfAbsent(records.getFirst().getTopic(), topic -> new Outage("reading " + topic, LOG));
        Executor onContext = command -> context.runOnContext(ignored -> command.run());
        Reading<T> reading = new Reading<>(new Decoder<>(json, type), work, records, onContext);
        tellLogs(records);
        return Uni.createFrom()
                .deferred(reading::apply)
                // Back from the thread of the wait before.
                .runSubscriptionOn(onContext)
                .onFailure()
                .invoke(outage::failed)
                .onFailure()
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely()
                .invoke(outage::succeeded)
                .invoke(() -> records.forEach(this::timed))
                .chain(() -> Uni.createFrom().completionStage(batch.ack()));
    }

    /** Lines that are logged on the way say for which message; of several, for which topic. */
    private static void tellLogs(List<KafkaRecord<byte[], byte[]>> records) {
        KafkaRecord<byte[], byte[]> first = records.getFirst();
        MDC.put("operation", "read " + first.getTopic());
        if (records.size() == 1 && first.getKey() != null) {
            MDC.put("resource", new String(first.getKey(), UTF_8));
        } else {
            MDC.remove("resource");
        }
    }

    private void timed(KafkaRecord<byte[], byte[]> record) {
        if (record.getTimestamp() != null) {
            Duration delay = Duration.between(record.getTimestamp(), Instant.now());
            meters.delay(record.getTopic()).record(delay.isNegative() ? Duration.ZERO : delay);
        }
    }

    private final class Reading<T> {
        private final Decoder<T> decoder;
        private final Function<List<Received<T>>, Uni<Void>> work;
        private final List<KafkaRecord<byte[], byte[]>> records;
        private final Executor onContext;
        private final Set<KafkaRecord<byte[], byte[]>> done = new HashSet<>();
        private final Map<KafkaRecord<byte[], byte[]>, Integer> attempts = new HashMap<>();

        Reading(
                Decoder<T> decoder,
                Function<List<Received<T>>, Uni<Void>> work,
                List<KafkaRecord<byte[], byte[]>> records,
                Executor onContext) {
            this.decoder = decoder;
            this.work = work;
            this.records = records;
            this.onContext = onContext;
        }

        /** Completes when every record has had its effect or was set aside; fails when the moment is to blame. */
        Uni<Void> apply() {
            List<KafkaRecord<byte[], byte[]>> left = new ArrayList<>(records);
            left.removeAll(done);
            return left.size() == 1 || !done.isEmpty()
                    ? oneByOne(left)
                    : inTransaction(left).onFailure().recoverWithUni(cause -> {
                        LOG.debugf(
                                cause,
                                "a batch of %s is applied one by one",
                                records.getFirst().getTopic());
                        return oneByOne(left);
                    });
        }

        private Uni<Void> oneByOne(List<KafkaRecord<byte[], byte[]>> left) {
            return Multi.createFrom()
                    .iterable(left)
                    .onItem()
                    .transformToUniAndConcatenate(record -> alone(record).invoke(() -> done.add(record)))
                    .collect()
                    .last()
                    .replaceWithVoid();
        }

        private Uni<Void> alone(KafkaRecord<byte[], byte[]> record) {
            return inTransaction(List.of(record)).onFailure().recoverWithUni(cause -> {
                if (cause instanceof Decoder.Unreadable || Failures.lasting(cause)) {
                    return leftAside(record, cause);
                }
                return databaseAnswers()
                        .chain(answers -> answers && !Failures.away(cause) && often(record)
                                ? leftAside(record, cause)
                                : Uni.createFrom().failure(cause));
            });
        }

        /** To be asked when the message may be at fault: what fails while the database is away, or comes back, never is. */
        private boolean often(KafkaRecord<byte[], byte[]> record) {
            return attempts.merge(record, 1, Integer::sum) >= ATTEMPTS;
        }

        /** What follows is on the batch's context again, on which alone transactions may begin: the producer has another. */
        private Uni<Void> leftAside(KafkaRecord<byte[], byte[]> record, Throwable cause) {
            return setAside(record, cause).emitOn(onContext);
        }

        private Uni<Void> inTransaction(List<KafkaRecord<byte[], byte[]>> some) {
            ReadSteps steps = ReadSteps.begin(traces, some);
            return Transactions.run(
                            () -> work.apply(some.stream().map(this::decoded).toList()))
                    .onTermination()
                    .invoke((done, failure, cancelled) -> steps.end(failure));
        }

        private Received<T> decoded(KafkaRecord<byte[], byte[]> record) {
            return decoder.read(record.getKey(), record.getPayload(), record.getHeaders());
        }
    }

    private Uni<Boolean> databaseAnswers() {
        return Transactions.run(() -> statements.of("select 1 as one").get(row -> true))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Void> setAside(KafkaRecord<byte[], byte[]> record, Throwable cause) {
        Metadata ours = Metadata.of(OutgoingKafkaRecordMetadata.builder()
                .withHeaders(DeadLetters.by(service + "." + record.getTopic()))
                .build());
        return Uni.createFrom().completionStage(() -> record.nack(cause, ours)).invoke(() -> {
            meters.deadLetters(record.getTopic()).increment();
            LOG.warnf(
                    "message %d of %s-%d set aside: %s",
                    offset(record), record.getTopic(), record.getPartition(), cause.getMessage());
        });
    }

    private static long offset(KafkaRecord<byte[], byte[]> record) {
        return record instanceof IncomingKafkaRecord<byte[], byte[]> incoming ? incoming.getOffset() : -1;
    }
}
