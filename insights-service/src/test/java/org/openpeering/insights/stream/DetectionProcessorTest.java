/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Story;
import org.openpeering.insights.detection.Story.Peer;
import org.openpeering.insights.origin.RpkiNews;
import org.openpeering.kit.trace.Traces;

/** Kafka Streams keeps the object of a task that goes to another instance, and begins with it again when it is back. */
class DetectionProcessorTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final IpPrefix PART = IpPrefix.parse("203.0.113.0/25");

    private final TopologyFixture topology = new TopologyFixture(Story.START);
    private final DetectionProcessor processor = new DetectionProcessor(
            topology.json,
            new Detection(Limits.DEFAULT),
            new RpkiNews(),
            Duration.ofMinutes(10),
            topology.meters,
            Traces.off());
    private MockProcessorContext<byte[], byte[]> context;
    private long offset;

    @AfterEach
    void close() {
        topology.close();
    }

    private void begin() {
        context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(Story.START.toEpochMilli());
        context.addStateStore(topology.states());
        processor.init(context);
    }

    private void turn() {
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(Story.START.toEpochMilli()));
    }

    private void give(Topic topic, Object body, Class<?> type) throws JsonProcessingException {
        context.setRecordMetadata(topic.topicName(), 0, offset++);
        processor.process(new Record<>(
                PREFIX.toString().getBytes(UTF_8),
                topology.json.writerFor(type).writeValueAsBytes(body),
                Story.START.toEpochMilli()));
    }

    private void announce(Peer peer, IpPrefix prefix, int second, String path) throws JsonProcessingException {
        Instant at = Story.START.plusSeconds(second);
        give(
                Topic.ROUTE_CHANGES,
                new RouteChange.Announced(PREFIX, at, peer.route(prefix, at, path)),
                RouteChange.class);
    }

    private List<String> forwarded(Topic topic) {
        return context.forwarded().stream()
                .filter(message -> message.childName().orElseThrow().startsWith(topic.topicName()))
                .map(CapturedForward::record)
                .map(message -> new String(
                        message.headers().lastHeader(MessageHeader.REVISION).value(), UTF_8))
                .toList();
    }

    @Test
    void whatIsCountedIsToldOnceItsStatesAreWritten() throws JsonProcessingException {
        begin();
        give(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(PREFIX, 7, List.of(new Asn(Story.OWNER)), List.of()),
                MonitoredPrefix.class);
        announce(Story.PARTNER, PREFIX, 1, "64496 64500");
        turn();
        turn();
        assertThat(forwarded(Topic.ROUTE_ACTIVITY))
                .as("after a crash it would be read again, and counted again")
                .isEmpty();

        topology.states().flushCache();
        announce(Story.PARTNER, PREFIX, 2, "64496 64496 64500");
        turn();
        assertThat(forwarded(Topic.ROUTE_ACTIVITY)).containsExactly("2", "3");
        topology.states().flushCache();
        turn();
        assertThat(forwarded(Topic.ROUTE_ACTIVITY)).containsExactly("2", "3", "4");
    }

    @Test
    void aTaskThatComesBackKnowsNothingOfWhatItSentBefore() throws JsonProcessingException {
        begin();
        give(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(PREFIX, 7, List.of(new Asn(Story.OWNER)), List.of()),
                MonitoredPrefix.class);
        give(Topic.ROUTE_CHANGES, new RouteChange.Synced(PREFIX, Story.START, 7), RouteChange.class);
        announce(Story.TRANSIT, PART, 1, "64498 64666");
        announce(Story.BACKUP, PART, 2, "64497 64666");
        assertThat(forwarded(Topic.ROUTING_EVENTS)).containsExactly("1", "2");
        for (int i = 3; i < 10; i++) {
            announce(Story.PARTNER, PREFIX, i, "64496" + " 64500".repeat(i));
        }
        assertThat(forwarded(Topic.PREFIX_ROUTES)).as("the rest waits").hasSize(4);
        turn();
        assertThat(forwarded(Topic.ROUTING_EVENTS).stream().filter("2"::equals)).hasSize(1);

        begin();
        announce(Story.PARTNER, PREFIX, 20, "64496 64500");
        assertThat(forwarded(Topic.PREFIX_ROUTES)).as("nothing is used up").hasSize(1);
        turn();
        assertThat(forwarded(Topic.ROUTING_EVENTS))
                .as("what another instance may have left unsaid is said again")
                .containsExactly("2");
        turn();
        assertThat(forwarded(Topic.ROUTING_EVENTS)).hasSize(1);
    }
}
