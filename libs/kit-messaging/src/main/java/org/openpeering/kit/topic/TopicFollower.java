/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.message.Decoder;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.trace.Step;
import org.openpeering.kit.trace.Traces;

/**
 * Gives every message of a state topic to a listener, from the topic's beginning and then as they come: for an instance
 * that keeps a view of the whole topic in memory. Each instance follows by itself; no offset is stored. A message that
 * can't be read, or that the listener fails on, is logged and passed over: it would come again, and nothing behind it.
 *
 * @param <T> the body's type
 */
public final class TopicFollower<T> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CATCH_UP = Duration.ofMillis(20);

    private final KafkaClients kafka;
    private final Traces traces;
    private final Topic topic;
    private final Decoder<T> decoder;
    private final Listener<T> listener;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean running = true;
    private volatile @Nullable Consumer<byte[], byte[]> active;

    public TopicFollower(
            KafkaClients kafka, Traces traces, ObjectMapper json, Topic topic, Class<T> type, Listener<T> listener) {
        this.kafka = kafka;
        this.traces = traces;
        this.topic = topic;
        this.decoder = new Decoder<>(json, type);
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("follow-" + topic.topicName()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Waits until all that was in the topic at the start has been given; false when that takes too long. */
    public boolean awaitCaughtUp(Duration limit) throws InterruptedException {
        return caughtUp.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        Backoff backoff = new Backoff("following " + topic.topicName(), LOG);
        while (running) {
            try (Consumer<byte[], byte[]> consumer = kafka.consumer("follow-" + topic.topicName())) {
                active = consumer;
                follow(consumer, backoff);
            } catch (WakeupException | InterruptException | InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException | Error e) {
                // An error of the machine, too: nobody else would follow. What was given to the listener before comes
                // again: it compares revisions.
                if (!running || !backoff.failed(e)) {
                    return;
                }
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer, Backoff backoff) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean behind = true;
        while (running) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(behind ? CATCH_UP : POLL)) {
                give(record);
            }
            if (behind && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                behind = false;
                listener.caughtUp();
                caughtUp.countDown();
            }
            backoff.succeeded();
        }
    }

    private void give(ConsumerRecord<byte[], byte[]> record) {
        Received<T> message;
        try {
            message = decoder.read(record);
        } catch (Decoder.Unreadable e) {
            LOG.warnf(
                    "message %d of %s-%d passed over: %s",
                    record.offset(), record.topic(), record.partition(), e.getMessage());
            return;
        }
        Step step = traces.received(SpanKind.CONSUMER, "follow " + topic.topicName(), Messages.trace(record.headers()));
        traces.enter(step);
        try {
            listener.received(message);
        } catch (InterruptException | WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "message %d of %s-%d is passed over", record.offset(), record.topic(), record.partition());
        } finally {
            traces.leave();
            step.ended();
        }
    }

    @Override
    public void close() {
        running = false;
        Consumer<byte[], byte[]> consumer = active;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            // Interrupted only if it does not listen to the wake-up: it waits for a broker then.
            if (!thread.join(Duration.ofSeconds(2))) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called by one thread. */
    public interface Listener<T> {
        void received(Received<T> message);

        /** All that was in the topic at the start has been given; called again after a lost connection. */
        default void caughtUp() {}

        /** Everything goes to this one first and then to the other. */
        default Listener<T> before(Listener<T> other) {
            Listener<T> first = this;
            return new Listener<>() {
                @Override
                public void received(Received<T> message) {
                    first.received(message);
                    other.received(message);
                }

                @Override
                public void caughtUp() {
                    first.caughtUp();
                    other.caughtUp();
                }
            };
        }
    }
}
