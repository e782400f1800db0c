/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.openpeering.contract.event.Topic;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.latency.store.OvertakenException;
import org.openpeering.insights.latency.store.Turn;
import org.openpeering.insights.latency.store.WindowStore;
import org.openpeering.insights.latency.store.WindowStore.Written;
import org.openpeering.kit.message.DeadLetters;
import org.openpeering.kit.sql.Transactions;

/**
 * Reads the partitions that the group gives it, one thread's. The place up to which samples are added up stands in the database,
 * not in Kafka; from there it reads on, after the ids of what came before have been looked at again.
 */
final class SampleWorker {
    static final String GROUP = "insights.latency";

    private static final Logger LOG = Logger.getLogger(SampleWorker.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final WindowStore store;
    private final WindowTopic topic;
    private final LatencyMeters meters;
    private final Windows.Bounds bounds;
    private final Pace pace;
    private final SampleDecoder decoder = new SampleDecoder();
    private final Map<Integer, Windows> partitions = new HashMap<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private long lastWrite = System.nanoTime();

    /** When to write: after a time, or before more than some windows are held. */
    record Pace(Duration every, int mostWindows) {}

    SampleWorker(
            Consumer<byte[], byte[]> consumer,
            WindowStore store,
            WindowTopic topic,
            LatencyMeters meters,
            Windows.Bounds bounds,
            Pace pace) {
        this.consumer = consumer;
        this.store = store;
        this.topic = topic;
        this.meters = meters;
        this.bounds = bounds;
        this.pace = pace;
    }

    void subscribe() {
        consumer.subscribe(Set.of(Topic.LATENCY_SAMPLES.topicName()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                leave(revoked);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> lost) {
                lost.forEach(each -> partitions.remove(each.partition()));
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                begin(assigned);
            }
        });
    }

    /** Whoever goes on reads again what is not written, so it need not be; it saves him the work. */
    private void leave(Collection<TopicPartition> revoked) {
        try {
            write(Instant.now());
        } catch (RuntimeException | ExecutionException | InterruptedException e) {
            LOG.infof("what was read of samples is left to be read again: %s", e.getMessage());
        }
        revoked.forEach(each -> partitions.remove(each.partition()));
    }

    private void begin(Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        Map<Integer, Long> places = Transactions.await(() ->
                store.places(assigned.stream().map(TopicPartition::partition).toList()));
        Map<TopicPartition, Long> first = consumer.beginningOffsets(assigned);
        Map<TopicPartition, Long> end = consumer.endOffsets(assigned);
        for (TopicPartition each : assigned) {
            long eldest = first.getOrDefault(each, 0L);
            long known = places.getOrDefault(each.partition(), 0L);
            long place = known > end.getOrDefault(each, 0L) ? eldest : Math.max(known, eldest);
            if (place != known) {
                if (known != 0) {
                    LOG.warnf("samples of %s are read on at %d, not at %d: they are gone", each, place, known);
                }
                Transactions.await(() -> store.begin(each.partition(), place));
            }
            partitions.put(each.partition(), new Windows(bounds, place));
            consumer.seek(each, Math.max(eldest, place - Ids.GENERATION));
        }
    }

    /** Reads some, and writes when it is time to. */
    void round() throws ExecutionException, InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record);
        }
        fates.forEach(meters::count);
        fates.clear();
        int held = partitions.values().stream().mapToInt(Windows::size).sum();
        if (held >= pace.mostWindows()
                || System.nanoTime() - lastWrite >= pace.every().toNanos()) {
            writeInTheEnd();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws ExecutionException, InterruptedException {
        Windows windows = partitions.get(record.partition());
        if (windows == null) {
            return;
        }
        try {
            Fate fate = windows.take(record.offset(), decoder.read(record.value()));
            if (fate != null) {
                fates.merge(fate, 1, Integer::sum);
            }
        } catch (IOException e) {
            if (windows.pass(record.offset())) {
                topic.setAside(record, DeadLetters.unreadable("LatencySample", e));
                fates.merge(Fate.UNREADABLE, 1, Integer::sum);
            }
        }
    }

    /** While the database is away it stays in its group, and takes nothing more. */
    private void writeInTheEnd() throws InterruptedException, ExecutionException {
        boolean paused = false;
        while (true) {
            try {
                write(Instant.now());
                break;
            } catch (OvertakenException e) {
                again(e);
                break;
            } catch (RuntimeException e) {
                if (!paused) {
                    LOG.warnf("what was read of samples can't be written, and is kept: %s", e.getMessage());
                }
                paused = true;
                consumer.pause(consumer.assignment());
                // Of partitions that have just come there may be some.
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(AGAIN)) {
                    take(record);
                }
            }
        }
        consumer.resume(consumer.paused());
    }

    /** Somebody else has gone on: what was read is read again, from where that one is. */
    private void again(OvertakenException overtaken) {
        LOG.infof("reading again: %s", overtaken.getMessage());
        Collection<TopicPartition> held = consumer.assignment();
        partitions.clear();
        begin(held);
    }

    private void write(Instant now) throws ExecutionException, InterruptedException {
        lastWrite = System.nanoTime();
        List<Turn> turns = new ArrayList<>();
        partitions.forEach((part, windows) -> {
            if (windows.moved()) {
                turns.add(windows.turn(part));
            }
        });
        if (turns.isEmpty()) {
            return;
        }
        Timer.Sample since = meters.now();
        Transactions.await(() -> store.acquaint(turns));
        Written written = Transactions.await(() -> store.write(turns, now));
        turns.forEach(turn -> meters.measured(turn.windows()));
        Map<SeriesKey, Set<String>> agents = new HashMap<>();
        partitions.values().forEach(windows -> agents.putAll(windows.agents()));
        partitions.values().forEach(Windows::wasWritten);
        meters.wrote(since);
        meters.count(Fate.LATE, written.tooOld());
        topic.tell(written.minutes(), agents, now);
    }
}
