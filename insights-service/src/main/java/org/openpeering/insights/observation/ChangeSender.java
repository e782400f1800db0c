/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeBatch;
import org.openpeering.contract.insights.RouteChangeWriter;
import org.openpeering.kit.message.Messages;

/**
 * Gathers route changes into messages, one for each partition at a time: what is told within a few milliseconds goes
 * together, in its order. A change waits while the broker can't take the message before.
 *
 * <p>A monitored prefix has the partition that its text has as a key: that of its declaration.
 */
public final class ChangeSender implements AutoCloseable {
    private static final long GATHERED_MILLIS = 5;
    /** Bytes; some three hundred changes. */
    private static final int ENOUGH = 32 * 1024;
    /** Routes; a table of more has a message of its own, since the broker may refuse it for its size. */
    private static final int LARGE_TABLE = 1_000;

    private final Producer<byte[], byte[]> producer;
    private final InstantSource clock;
    private final String self;
    private final Outcome outcome;
    private final List<Gathering> partitions;
    private final AtomicLong messages = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("route-changes").factory());

    /** Hears what became of a message. */
    @FunctionalInterface
    public interface Outcome {
        /**
         * @param told the changes in it
         * @param failure null when it was sent
         */
        void known(List<Told> told, int bytes, @Nullable Exception failure);
    }

    /** @param toAllInside it is for all monitored prefixes inside its own */
    public record Told(RouteChange change, boolean toAllInside) {}

    /** @param self who speaks, for the messages' ids */
    public ChangeSender(Producer<byte[], byte[]> producer, InstantSource clock, String self, Outcome outcome) {
        this.producer = producer;
        this.clock = clock;
        this.self = self;
        this.outcome = outcome;
        int count = producer.partitionsFor(Topic.ROUTE_CHANGES.topicName()).size();
        this.partitions = IntStream.range(0, count).mapToObj(Gathering::new).toList();
    }

    /** @param trace the step that tells of it, see {@link Messages#inTrace}; what belongs to different ones goes apart */
    public void send(RouteChange change, @Nullable String trace) {
        byte[] key = change.monitored().toString().getBytes(UTF_8);
        partitions.get(Utils.toPositive(Utils.murmur2(key)) % partitions.size()).add(change, false, trace);
    }

    /** Tells all monitored prefixes inside the change's own, wherever they are kept. */
    public void sendToAllInside(RouteChange change, @Nullable String trace) {
        partitions.forEach(partition -> partition.add(change, true, trace));
    }

    /** By partition, the offset behind the last message that has arrived; 0: none has. */
    List<Long> arrived() {
        return partitions.stream().map(gathering -> gathering.arrived.get()).toList();
    }

    /** Gives the producer all that was told before. */
    void flush() {
        partitions.forEach(Gathering::send);
    }

    @Override
    public void close() {
        timer.shutdown();
        flush();
    }

    /** What waits for the next message of a partition. */
    private final class Gathering {
        private final int partition;
        private final RouteChangeWriter writer = new RouteChangeWriter();
        private List<Told> told = new ArrayList<>();
        private @Nullable String trace;
        private final AtomicLong arrived = new AtomicLong();

        Gathering(int partition) {
            this.partition = partition;
        }

        synchronized void add(RouteChange change, boolean covering, @Nullable String of) {
            if (!Objects.equals(trace, of)) {
                send();
                trace = of;
            }
            boolean large = change instanceof RouteChange.PeerTable table
                    && table.held().size() > LARGE_TABLE;
            if (large) {
                send();
            }
            writer.add(change, covering);
            told.add(new Told(change, covering));
            if (large || writer.size() >= ENOUGH) {
                send();
            } else if (writer.changes() == 1 && !timer.isShutdown()) {
                var _ = timer.schedule(this::send, GATHERED_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        synchronized void send() {
            if (writer.changes() == 0) {
                return;
            }
            List<Told> of = told;
            told = new ArrayList<>();
            byte[] body = writer.take();
            ProducerRecord<byte[], byte[]> message =
                    new ProducerRecord<>(Topic.ROUTE_CHANGES.topicName(), partition, null, body);
            message.headers()
                    .add(MessageHeader.ID, (self + "#" + messages.incrementAndGet()).getBytes(UTF_8))
                    .add(MessageHeader.SOURCE, "/openpeering/insights".getBytes(UTF_8))
                    .add(MessageHeader.TYPE, "org.openpeering.route-changes.v3".getBytes(UTF_8))
                    .add(MessageHeader.SPEC_VERSION, "1.0".getBytes(UTF_8))
                    .add(MessageHeader.TIME, clock.instant().toString().getBytes(UTF_8))
                    .add(MessageHeader.CONTENT_TYPE, RouteChangeBatch.CONTENT_TYPE.getBytes(UTF_8));
            try {
                var _ = producer.send(Messages.inTrace(message, trace), (place, failure) -> {
                    if (failure == null) {
                        arrived.accumulateAndGet(place.offset() + 1, Math::max);
                    }
                    outcome.known(of, body.length, failure);
                });
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                outcome.known(of, body.length, e);
            }
        }
    }
}
