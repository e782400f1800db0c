/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.bridge.DatabaseException;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.message.Decoder;
import org.openpeering.kit.topic.Backoff;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.kit.wake.Pace;

/**
 * Reads one topic for one service.
 *
 * <p>The effects of a poll commit in one transaction and its offsets after that: a crash in between delivers again what
 * readers recognise by revision, so the effect happens once (promise D2). When a poll fails as a whole its messages are
 * applied one by one; the one at fault is set aside with bytes, key, headers and cause before its offset is committed
 * (promise M1), and an outage of the database is waited out with the consumer paused but alive.
 */
final class TopicLoop<T> implements Runnable {
    private static final Logger LOG = Logger.getLogger(TopicLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /** From so many messages a poll on there is no rest after it. */
    private static final int MUCH = 100;

    private final TopicReader<T> reader;
    private final KafkaClients kafka;
    private final Decoder<T> decoder;
    private final Sql sql;
    private final String group;
    private final Counter deadLetters;
    private final Backoff backoff;
    private final Pace pace = new Pace();
    private volatile boolean running = true;
    private volatile @Nullable Consumer<byte[], byte[]> active;

    TopicLoop(
            TopicReader<T> reader,
            KafkaClients kafka,
            ObjectMapper json,
            Sql sql,
            MeterRegistry meters,
            String service) {
        this.reader = reader;
        this.kafka = kafka;
        this.decoder = new Decoder<>(json, reader.bodyType());
        this.sql = sql;
        this.group = service + "." + reader.topic().topicName();
        this.deadLetters = Counter.builder("openpeering.inbox.dead.letters")
                .tag("topic", reader.topic().topicName())
                .register(meters);
        this.backoff = new Backoff("reading " + reader.topic().topicName(), LOG);
    }

    void stop() {
        running = false;
        Consumer<byte[], byte[]> consumer = active;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public void run() {
        while (running) {
            try (Consumer<byte[], byte[]> consumer = kafka.consumer(group)) {
                active = consumer;
                consumer.subscribe(List.of(reader.topic().topicName()));
                while (running) {
                    pollOnce(consumer);
                }
            } catch (WakeupException | InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException e) {
                // Offsets not committed are delivered again to the next consumer.
                if (!running || !backoff.failed(e)) {
                    return;
                }
            }
        }
    }

    private void pollOnce(Consumer<byte[], byte[]> consumer) throws InterruptedException, ExecutionException {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        pace.begin();
        while (!applied(records)) {
            consumer.pause(consumer.assignment());
            // Keeps the membership alive; what a rebalance hands over meanwhile is read again later.
            ConsumerRecords<byte[], byte[]> early = consumer.poll(Duration.ZERO);
            early.partitions()
                    .forEach(p -> consumer.seek(p, early.records(p).getFirst().offset()));
        }
        consumer.resume(consumer.paused());
        consumer.commitSync(records.nextOffsets());
        backoff.succeeded();
        if (records.count() < MUCH) {
            pace.rest();
        }
    }

    /** True when every record has had its effect or was set aside; false when the moment is to blame. */
    private boolean applied(ConsumerRecords<byte[], byte[]> records) throws InterruptedException, ExecutionException {
        try {
            inTransaction(() -> reader.applyAll(StreamSupport.stream(records.spliterator(), false)
                    .map(decoder::read)
                    .toList()));
            return true;
        } catch (RuntimeException e) {
            LOG.debugf(e, "a poll of %s is applied one by one", reader.topic());
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!appliedAlone(record)) {
                return false;
            }
        }
        return true;
    }

    private boolean appliedAlone(ConsumerRecord<byte[], byte[]> record)
            throws InterruptedException, ExecutionException {
        for (int attempt = 1; ; attempt++) {
            try {
                inTransaction(() -> apply(record));
                return true;
            } catch (RuntimeException e) {
                boolean poison = e instanceof Decoder.Unreadable || (e instanceof DatabaseException d && d.lasting());
                if (poison || (attempt >= Inbox.ATTEMPTS && databaseAnswers())) {
                    setAside(record, e);
                    return true;
                }
                if (!backoff.failed(e)) {
                    throw new InterruptedException();
                }
                if (attempt >= Inbox.ATTEMPTS) {
                    return false;
                }
            }
        }
    }

    private boolean databaseAnswers() {
        try {
            inTransaction(() -> sql.get("select 1 as one", row -> row.number("one")));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void inTransaction(Runnable work) {
        Work.run(work);
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        reader.apply(decoder.read(record));
    }

    private void setAside(ConsumerRecord<byte[], byte[]> record, RuntimeException cause)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(reader.topic().deadLetterName(), null, record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        letter.headers()
                .add("dlq-reader", group.getBytes(UTF_8))
                .add("dlq-cause", String.valueOf(cause.getMessage()).getBytes(UTF_8))
                .add("dlq-partition", Integer.toString(record.partition()).getBytes(UTF_8))
                .add("dlq-offset", Long.toString(record.offset()).getBytes(UTF_8))
                .add("dlq-time", Instant.now().toString().getBytes(UTF_8));
        try (Producer<byte[], byte[]> producer = kafka.producer(group + ".dlq")) {
            producer.send(letter).get();
        }
        deadLetters.increment();
        LOG.warnf(
                "message %d of %s-%d set aside: %s",
                record.offset(), record.topic(), record.partition(), cause.getMessage());
    }
}
