/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    private final Map<WindowKey, Untold> untold = new LinkedHashMap<>();
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param agents who measured what came last */
    private record Untold(WrittenWindow window, Set<String> agents) {
        Instant at() {
            return window.at();
        }

        /** What was not told of it before. */
        Untold with(Set<String> others) {
            Set<String> all = new TreeSet<>(agents);
            all.addAll(others);
            return new Untold(window, all);
        }
    }

    WindowTopic(KafkaClients kafka, ObjectMapper json) {
        this.kafka = kafka;
        this.json = json;
    }

    /** Returns when the broker has all of them; what it has not is told the next time, if this instance lives so long. */
    synchronized void tell(Collection<WrittenWindow> written, Map<SeriesKey, Set<String>> agents, Instant now)
            throws ExecutionException, InterruptedException {
        for (WrittenWindow window : written) {
            if (ofAMonitoredPrefix(window.series())) {
                Set<String> by = agents.getOrDefault(window.series(), Set.of());
                untold.merge(
                        new WindowKey(window.series(), window.at().getEpochSecond() / 60),
                        new Untold(window, by),
                        (before, after) -> after.with(before.agents()));
            }
        }
        untold.values().removeIf(window -> window.at().isBefore(now.minus(NEWS)));
        Producer<byte[], byte[]> sender = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        // Detectors take no minute behind a later one.
        for (Untold each : untold.values().stream()
                .sorted(Comparator.comparing(Untold::at))
                .toList()) {
            sent.add(sender.send(record(each, now)));
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

    private ProducerRecord<byte[], byte[]> record(Untold untold, Instant now) {
        LatencyWindow said = window(untold.window(), untold.agents());
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

    static LatencyWindow window(WrittenWindow window, Set<String> agents) {
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
                micros(of.jitter()),
                agents.stream().limit(LatencyWindow.MOST_AGENTS).toList());
    }

    private static @Nullable Long micros(@Nullable Double millis) {
        return millis == null ? null : Math.round(millis * 1000);
    }
}
