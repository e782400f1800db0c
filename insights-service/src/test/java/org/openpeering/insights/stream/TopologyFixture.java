/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeWriter;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.latency.LatencyWindow;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Networks;
import org.openpeering.insights.origin.RpkiLab;
import org.openpeering.insights.quality.Geography;
import org.openpeering.insights.quality.Siblings;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.trace.Traces;

/** The topology on a test driver, with the bytes of its topics read as what they are. */
final class TopologyFixture implements AutoCloseable {
    static final Duration RETENTION = Duration.ofMinutes(10);
    static final String CHANGELOG = "insights-prefix-state-changelog";

    final ObjectMapper json = Json.mapper();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TopologyTestDriver driver;
    private final Map<String, byte[]> kept = new TreeMap<>();

    private final RpkiLab rpki;
    private final Limits limits;
    private volatile Relationships known = Relationships.NONE;

    TopologyFixture(Instant now) {
        this(now, Limits.DEFAULT);
    }

    TopologyFixture(Instant now, Limits limits) {
        this(now, limits, new RpkiLab(List::of));
    }

    /** @param rpki what the RPKI says */
    TopologyFixture(Instant now, Limits limits, RpkiLab rpki) {
        this.rpki = rpki;
        this.limits = limits;
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "insights");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        driver = new TopologyTestDriver(
                new DetectionTopology(
                                json,
                                limits,
                                Networks.DEFAULT,
                                () -> known,
                                rpki::view,
                                rpki.news(),
                                () -> Geography.UNKNOWN,
                                () -> Siblings.NONE,
                                RETENTION,
                                meters,
                                Traces.off())
                        .build(),
                settings,
                now);
    }

    /** What is known of networks from now on. */
    void learn(Relationships learned) {
        known = learned;
    }

    void change(RouteChange change) {
        pipe(Topic.ROUTE_CHANGES, change.monitored().toString(), bytes(change, RouteChange.class), change.arrived());
    }

    /** As one message of the partition. */
    void batch(List<RouteChange> changes) {
        batch(changes, false);
    }

    /** A covering route's changes. */
    void covering(RouteChange change) {
        batch(List.of(change), true);
    }

    private void batch(List<RouteChange> changes, boolean covering) {
        RouteChangeWriter writer = new RouteChangeWriter();
        changes.forEach(change -> writer.add(change, covering));
        input(Topic.ROUTE_CHANGES)
                .pipeInput(
                        new TestRecord<>(null, writer.take(), changes.getFirst().arrived()));
    }

    void window(LatencyWindow window, Instant at) {
        pipe(Topic.LATENCY_WINDOWS, window.key(), bytes(window, LatencyWindow.class), at);
    }

    void declare(MonitoredPrefix declared, Instant at) {
        pipe(Topic.MONITORED_PREFIXES, declared.key(), bytes(declared, MonitoredPrefix.class), at);
    }

    void revoke(IpPrefix prefix, long revision, Instant at) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(MessageHeader.REVISION, Long.toString(revision).getBytes(UTF_8));
        input(Topic.MONITORED_PREFIXES)
                .pipeInput(new TestRecord<>(prefix.toString().getBytes(UTF_8), null, headers, at));
    }

    void pipe(Topic topic, String key, byte[] value, Instant at) {
        input(topic).pipeInput(key.getBytes(UTF_8), value, at);
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        return driver.createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    List<TestRecord<byte[], byte[]>> records(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** But for what the best path is now, which is told along with all that happens on a required session. */
    List<RoutingEvent> events() {
        return records(Topic.ROUTING_EVENTS.topicName()).stream()
                .map(message -> read(message.value(), RoutingEvent.class))
                .filter(event ->
                        event.type() != EventType.PREFIX_ACTIVE_PATH && event.type() != EventType.PREFIX_BACKUP_PATH)
                .toList();
    }

    List<RoutesRequest> requests() {
        return records(Topic.ROUTE_REQUESTS.topicName()).stream()
                .map(message -> read(message.value(), RoutesRequest.class))
                .toList();
    }

    /** After a turn of those that wait for it. */
    List<PrefixRoutes> routes() {
        driver.advanceWallClockTime(Duration.ofMillis(300));
        return records(Topic.PREFIX_ROUTES.topicName()).stream()
                .map(TestRecord::value)
                .filter(Objects::nonNull)
                .map(body -> read(body, PrefixRoutes.class))
                .toList();
    }

    /** What was written to the changelog since this was asked for last, after compaction. */
    Map<String, byte[]> changelog() {
        Map<String, byte[]> compacted = new TreeMap<>();
        // What a test has saved by itself waits for a commit, too.
        states().flushCache();
        // The driver looks for what was written when it is asked to do something.
        driver.advanceWallClockTime(Duration.ZERO);
        records(CHANGELOG).forEach(entry -> {
            String key = new String(entry.key(), UTF_8);
            if (entry.value() == null) {
                compacted.remove(key);
                kept.remove(key);
            } else {
                compacted.put(key, entry.value());
                kept.put(key, entry.value());
            }
        });
        return compacted;
    }

    /** Another instance that takes over with the state that this one's changelog holds. */
    TopologyFixture restarted(Instant now) {
        changelog();
        TopologyFixture next = new TopologyFixture(now, limits, rpki);
        next.kept.putAll(kept);
        kept.forEach((key, value) -> next.states().restored(key.getBytes(UTF_8), value));
        return next;
    }

    PrefixStates states() {
        return (PrefixStates) driver.getStateStore(DetectionTopology.STORE);
    }

    /** All that the changelog holds, as text. */
    Map<String, String> stored() {
        changelog();
        Map<String, String> entries = new TreeMap<>();
        kept.forEach((key, value) -> entries.put(key, new String(value, UTF_8)));
        return entries;
    }

    static String header(TestRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }

    private byte[] bytes(Object body, Class<?> as) {
        try {
            return json.writerFor(as).writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(byte[] body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
