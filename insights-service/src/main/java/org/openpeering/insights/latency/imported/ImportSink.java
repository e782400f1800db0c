/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.topic.KafkaClients;

/** Gives imported samples to Kafka, a bounded number on their way. One import's at a time. */
@ApplicationScoped
class ImportSink {
    private static final int ON_THEIR_WAY = 10_000;

    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final Deque<Future<RecordMetadata>> sent = new ArrayDeque<>();
    private @Nullable Producer<byte[], byte[]> producer;

    ImportSink(KafkaClients kafka, ObjectMapper json) {
        this.kafka = kafka;
        this.json = json;
    }

    /** Waits for earlier ones when there are many; fails when Kafka has not taken one. */
    synchronized void send(LatencySample sample) throws ExecutionException, InterruptedException {
        if (sent.size() == ON_THEIR_WAY) {
            sent.removeFirst().get();
        }
        sent.addLast(producer()
                .send(Messages.record(
                        Topic.LATENCY_SAMPLES.topicName(),
                        sample.key(),
                        "insights",
                        sample.measuredAt().toEpochMilli(),
                        sample.receivedAt(),
                        bytes(sample))));
    }

    /** Returns when Kafka has them all. */
    synchronized void finish() throws ExecutionException, InterruptedException {
        try {
            producer().flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } finally {
            sent.clear();
        }
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
            producer = null;
        }
    }

    private byte[] bytes(LatencySample sample) {
        try {
            return json.writeValueAsBytes(sample);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sample is written as JSON", e);
        }
    }

    private Producer<byte[], byte[]> producer() throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> held = producer;
        if (held == null) {
            held = kafka.producer("latency-imports");
            producer = held;
        }
        return held;
    }
}
