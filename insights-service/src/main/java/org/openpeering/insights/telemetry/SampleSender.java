/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.topic.KafkaClients;

/** Gives samples to Kafka. What waits there is bounded: who finds no room comes back later, and nothing of its is taken. */
@ApplicationScoped
class SampleSender {
    private static final long AGAIN_SECONDS = 2;

    private final KafkaClients kafka;
    private final ObjectWriter json;
    private final int most;
    private final AtomicInteger unsent = new AtomicInteger();
    private volatile @Nullable Producer<byte[], byte[]> producer;

    SampleSender(KafkaClients kafka, ObjectMapper json, TelemetryConfig config) {
        this.kafka = kafka;
        this.json = json.writerFor(LatencySample.class);
        this.most = config.maxUnsent();
    }

    int unsent() {
        return unsent.get();
    }

    /** Takes room for them all, or throws. {@link #send} gives it back. */
    void reserve(int samples) {
        int before = unsent.get();
        while (before + samples <= most) {
            if (unsent.compareAndSet(before, before + samples)) {
                return;
            }
            before = unsent.get();
        }
        throw new ArmException(ApiError.of(
                        ErrorCode.TOO_MANY_REQUESTS, "More samples wait for Kafka than there is room for; try again.")
                .retryAfter(AGAIN_SECONDS));
    }

    /** On a thread that may wait. Done when the broker has them all; failed when it may not have one. */
    CompletionStage<Void> send(List<LatencySample> samples) {
        AtomicInteger open = new AtomicInteger(samples.size() + 1);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        int given = 0;
        try {
            Producer<byte[], byte[]> current = producer();
            for (LatencySample sample : samples) {
                var _ = current.send(
                        Messages.record(
                                Topic.LATENCY_SAMPLES.topicName(),
                                sample.key(),
                                "insights",
                                sample.measuredAt().toEpochMilli(),
                                sample.receivedAt(),
                                json.writeValueAsBytes(sample)),
                        (_, trouble) -> {
                            unsent.decrementAndGet();
                            failure.compareAndSet(null, trouble);
                            close(open, 1, failure.get(), done);
                        });
                given++;
            }
        } catch (KafkaException | ExecutionException e) {
            failure.compareAndSet(null, e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sample is written as JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.compareAndSet(null, e);
        } finally {
            int kept = samples.size() - given;
            unsent.addAndGet(-kept);
            close(open, kept + 1, failure.get(), done);
        }
        return done;
    }

    private static void close(
            AtomicInteger open, int parts, @Nullable Exception failure, CompletableFuture<Void> done) {
        if (open.addAndGet(-parts) > 0) {
            return;
        }
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(new ArmException(
                    ApiError.of(ErrorCode.SERVER_UNAVAILABLE, "Kafka has not taken the samples; try again.")
                            .retryAfter(AGAIN_SECONDS)));
        }
    }

    private Producer<byte[], byte[]> producer() throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> current = producer;
        return current == null ? made() : current;
    }

    private synchronized Producer<byte[], byte[]> made() throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = kafka.bulkProducer("telemetry");
            producer = current;
        }
        return current;
    }

    void stop(@Observes ShutdownEvent event) {
        Producer<byte[], byte[]> current = producer;
        if (current != null) {
            current.close(Duration.ofSeconds(5));
        }
    }
}
