/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.latency.LatencyWindow;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.latency.store.WindowKey;
import org.openpeering.insights.latency.store.WrittenWindow;
import org.openpeering.kit.message.DeadLetters;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.topic.KafkaClients;

/** Tells what was written of monitored prefixes, and sets aside what can't be read. One thread's at a time. */
@ApplicationScoped
class WindowTopic {
    /** What is older is history, and no news to detectors. */
    private static final Duration NEWS = Duration.ofMinutes(15);

    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final Map<WindowKey, WrittenWindow> untold = new LinkedHashMap<>();
    private @Nullable Producer<byte[], byte[]> producer;

    WindowTopic(KafkaClients kafka, ObjectMapper json) {
        this.kafka = kafka;
        this.json = json;
    }

    /** Returns when the broker has all of them; what it has not is told the next time, if this instance lives so long. */
    synchronized void tell(Collection<WrittenWindow> written, Instant now)
            throws ExecutionException, InterruptedException {
        for (WrittenWindow window : written) {
            if (ofAMonitoredPrefix(window.series())) {
                untold.put(new WindowKey(window.series(), window.at().getEpochSecond() / 60), window);
            }
        }
        untold.values().removeIf(window -> window.at().isBefore(now.minus(NEWS)));
        Producer<byte[], byte[]> sender = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (WrittenWindow window : untold.values()) {
            sent.add(sender.send(record(window, now)));
        }
        sender.flush();
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        untold.clear();
    }

    private static boolean ofAMonitoredPrefix(SeriesKey series) {
        return series.kind() == SeriesKey.SeriesKind.PREFIX && series.probe() == ProbeClass.ROUND_TRIP;
    }

    /** Returns when it is there. */
    synchronized void setAside(ConsumerRecord<byte[], byte[]> record, String reason)
            throws ExecutionException, InterruptedException {
        var headers = DeadLetters.of(
                record.headers(), SampleWorker.GROUP, reason, record.topic(), record.partition(), record.offset());
        RecordMetadata _ = producer()
                .send(new ProducerRecord<>(
                        Topic.LATENCY_SAMPLES.deadLetterName(), null, record.key(), record.value(), headers))
                .get();
    }

    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
            producer = null;
        }
    }

    private Producer<byte[], byte[]> producer() throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> held = producer;
        if (held == null) {
            held = kafka.producer("latency-windows");
            producer = held;
        }
        return held;
    }

    private ProducerRecord<byte[], byte[]> record(WrittenWindow window, Instant now) {
        LatencyWindow said = window(window);
        try {
            return Messages.record(
                    Topic.LATENCY_WINDOWS.topicName(),
                    said.key(),
                    "insights",
                    said.samples(),
                    now,
                    json.writeValueAsBytes(said));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static LatencyWindow window(WrittenWindow window) {
        Measured sum = new Measured();
        sum.add(window.row());
        LatencySummary of = sum.summary();
        return new LatencyWindow(
                IpPrefix.parse(window.series().subject()),
                window.series().site(),
                window.series().source(),
                window.at(),
                of.samples(),
                of.sent(),
                of.received(),
                micros(of.min()),
                micros(of.max()),
                micros(of.mean()),
                micros(of.p50()),
                micros(of.p90()),
                micros(of.p95()),
                micros(of.p99()),
                micros(of.jitter()));
    }

    private static @Nullable Long micros(@Nullable Double millis) {
        return millis == null ? null : Math.round(millis * 1000);
    }
}
