/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.insights.stream.TopologyFixture.header;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Story;
import org.openpeering.insights.detection.Story.Peer;

class DetectionTopologyTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final IpPrefix PART = IpPrefix.parse("203.0.113.0/25");
    private static final MonitoredPrefix DECLARED = new MonitoredPrefix(
            PREFIX, 7, List.of(new Asn(Story.OWNER)), List.of(Story.PRIMARY_SESSION, Story.BACKUP_SESSION));

    private final List<TopologyFixture> started = new ArrayList<>();
    private final TopologyFixture topology = start(new TopologyFixture(Story.START));

    @AfterEach
    void close() {
        started.forEach(TopologyFixture::close);
    }

    private TopologyFixture start(TopologyFixture fixture) {
        started.add(fixture);
        return fixture;
    }

    private static Instant at(int second) {
        return Story.START.plusSeconds(second);
    }

    private static RouteChange announced(Peer peer, IpPrefix prefix, int second, String path) {
        return new RouteChange.Announced(PREFIX, at(second), peer.route(prefix, at(second), path));
    }

    private static final RouteChange HIJACK = announced(Story.TRANSIT, PART, 2, "64498 64666");
    private static final RouteChange SYNCED = new RouteChange.Synced(PREFIX, at(1), 7);
    private static final RouteChange LEGAL = announced(Story.PARTNER, PREFIX, 3, "64496 64500");
    private static final RouteChange OVER = Story.TRANSIT.withdrawal(PREFIX, PART, at(4), WithdrawalCause.EXPLICIT);

    @Test
    void aHijackIsToldWithIdRevisionAndTimeInTheHeaders() {
        topology.declare(DECLARED, at(0));
        topology.change(HIJACK);
        List<TestRecord<byte[], byte[]>> messages = topology.records("routing-events");
        assertThat(messages).hasSize(1);
        TestRecord<byte[], byte[]> message = messages.getFirst();
        assertThat(new String(message.key(), UTF_8)).isEqualTo("203.0.113.0/24");
        assertThat(header(message, MessageHeader.REVISION)).isEqualTo("1");
        assertThat(header(message, MessageHeader.ID)).endsWith("#1");
        assertThat(header(message, MessageHeader.TYPE)).isEqualTo("org.openpeering.routing-events.v1");
        assertThat(header(message, MessageHeader.SOURCE)).isEqualTo("/openpeering/insights");
        assertThat(header(message, MessageHeader.TIME)).isEqualTo("2026-03-01T12:00:02Z");
        assertThat(header(message, MessageHeader.SUBJECT)).isEqualTo("203.0.113.0/24");
        assertThat(topology.meters
                        .counter("openpeering.detection.events", "type", "PrefixSubPrefixHijackEvent", "status", "Open")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theOrderOfDeclarationAndChangesDoesNotMatter() {
        TopologyFixture other = start(new TopologyFixture(Story.START));
        topology.declare(DECLARED, at(0));
        List.of(SYNCED, HIJACK, LEGAL).forEach(topology::change);
        List.of(SYNCED, HIJACK, LEGAL).forEach(other::change);
        other.declare(DECLARED, at(0));
        List<RoutingEvent> late = other.events();
        assertThat(topology.events())
                .extracting(RoutingEvent::id)
                .containsExactlyInAnyOrderElementsOf(
                        late.stream().map(RoutingEvent::id).toList());
        assertThat(topology.routes().getLast().routes())
                .isEqualTo(other.routes().getLast().routes())
                .hasSize(1);
    }

    @Test
    void bytesThatAreNoMessageAreSetAsideAndThePartitionFlowsOn() {
        byte[] poison = {0, (byte) 0xFF, 1};
        topology.pipe(Topic.ROUTE_CHANGES, PREFIX.toString(), poison, at(0));
        topology.pipe(Topic.MONITORED_PREFIXES, PREFIX.toString(), "{\"prefix\":\"no\"}".getBytes(UTF_8), at(0));
        topology.pipe(Topic.ROUTE_CHANGES, PREFIX.toString(), null, at(0));
        topology.pipe(Topic.ROUTE_CHANGES, PREFIX.toString(), "{\"kind\":\"Synced\"}".getBytes(UTF_8), at(0));
        topology.pipe(Topic.ROUTE_CHANGES, PREFIX.toString(), "null".getBytes(UTF_8), at(0));
        topology.pipe(Topic.ROUTE_CHANGES, PREFIX.toString(), new byte[0], at(0));
        topology.pipe(Topic.MONITORED_PREFIXES, PREFIX.toString(), null, at(0));
        topology.declare(DECLARED, at(0));
        topology.change(HIJACK);
        assertThat(topology.events()).hasSize(1);
        List<TestRecord<byte[], byte[]>> letters = topology.records("route-changes.dlq");
        assertThat(letters).hasSize(5);
        assertThat(letters.getFirst().value()).isEqualTo(poison);
        assertThat(new String(letters.getFirst().key(), UTF_8)).isEqualTo(PREFIX.toString());
        assertThat(header(letters.getFirst(), "dead-letter-reason")).startsWith("not a RouteChange");
        assertThat(header(letters.getFirst(), "dead-letter-offset")).isEqualTo("0");
        assertThat(topology.records("monitored-prefixes.dlq"))
                .extracting(letter -> header(letter, "dead-letter-reason"))
                .satisfiesExactly(
                        cause -> assertThat(cause).startsWith("not a MonitoredPrefix: "),
                        cause -> assertThat(cause).isEqualTo("a tombstone without a revision"));
        assertThat(topology.meters
                        .counter("openpeering.inbox.dead.letters", "topic", "route-changes")
                        .count())
                .isEqualTo(5);
    }

    @Test
    void aBodyUnderAnotherPrefixIsSetAside() throws Exception {
        byte[] body = topology.json.writerFor(RouteChange.class).writeValueAsBytes(HIJACK);
        topology.pipe(Topic.ROUTE_CHANGES, "198.51.100.0/24", body, at(0));
        assertThat(topology.records("route-changes.dlq"))
                .extracting(letter -> header(letter, "dead-letter-reason"))
                .containsExactly("the key says 198.51.100.0/24, the body 203.0.113.0/24");
    }

    @Test
    void aRestartFromTheChangelogGoesOnWhereItWas() {
        topology.declare(DECLARED, at(0));
        List.of(SYNCED, HIJACK, LEGAL).forEach(topology::change);
        RoutingEvent opened = topology.events().getFirst();
        PrefixRoutes routes = topology.routes().getLast();
        TopologyFixture next = start(topology.restarted(at(60)));
        next.change(OVER);
        assertThat(next.events())
                .extracting(RoutingEvent::id, RoutingEvent::status, RoutingEvent::revision)
                .containsExactly(tuple(opened.id(), Status.ENDED, 2L));
        next.change(Story.PARTNER.withdrawal(PREFIX, PREFIX, at(5), WithdrawalCause.PEER_DOWN));
        assertThat(next.routes().getLast().revision()).isGreaterThan(routes.revision());
        assertThat(next.events()).extracting(RoutingEvent::type).containsExactly(EventType.PREFIX_WITHDRAWAL_EVENT);
    }

    @Test
    void inputsReplayedOverAKeptStateTellAgainWhatIsTrueAndNothingElse() {
        topology.declare(DECLARED, at(0));
        List<RouteChange> inputs =
                List.of(SYNCED, HIJACK, LEGAL, OVER, announced(Story.BACKUP, PART, 5, "64497 64667"));
        inputs.forEach(topology::change);
        Map<String, RoutingEvent> truth = newest(topology.events());
        PrefixRoutes routes = topology.routes().getLast();
        TopologyFixture next = start(topology.restarted(at(6)));
        Map<String, String> kept = next.stored();
        next.declare(DECLARED, at(0));
        inputs.forEach(next::change);
        assertThat(newest(next.events())).isEqualTo(truth).hasSize(3);
        assertThat(next.routes()).isNotEmpty().allMatch(routes::equals);
        assertThat(next.stored()).isEqualTo(kept).hasSizeGreaterThan(4);
        assertThat(next.meters.counter("openpeering.detection.repeated").count())
                .isEqualTo(6);
    }

    @Test
    void inputsReplayedOverALostStateGiveTheSameMessages() {
        topology.declare(DECLARED, at(0));
        List.of(SYNCED, HIJACK, LEGAL, OVER).forEach(topology::change);
        TopologyFixture next = start(new TopologyFixture(at(3600)));
        next.declare(DECLARED, at(0));
        List.of(SYNCED, HIJACK, LEGAL, OVER).forEach(next::change);
        assertThat(next.events()).isEqualTo(topology.events()).hasSize(3);
        assertThat(next.routes()).isEqualTo(topology.routes());
    }

    @Test
    void aTopicMadeAnewIsNotTakenForAReplay() {
        topology.declare(DECLARED, at(0));
        List.of(SYNCED, LEGAL, announced(Story.BACKUP, PREFIX, 3, "64497 64500"))
                .forEach(topology::change);
        TopologyFixture next = start(topology.restarted(at(60)));
        next.change(announced(Story.TRANSIT, PART, 50, "64498 64666"));
        assertThat(next.events()).extracting(RoutingEvent::status).containsExactly(Status.OPEN);
    }

    @Test
    void aTombstoneEndsWhatIsOpenAndTakesTheRoutesBack() {
        topology.declare(DECLARED, at(0));
        List.of(SYNCED, HIJACK, LEGAL).forEach(topology::change);
        topology.events();
        topology.routes();
        topology.revoke(PREFIX, 8, at(10));
        assertThat(topology.events())
                .extracting(RoutingEvent::type, RoutingEvent::status)
                .containsExactly(tuple(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT, Status.ENDED));
        List<TestRecord<byte[], byte[]>> messages = topology.records("prefix-routes");
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().value()).isNull();
        assertThat(Long.parseLong(header(messages.getFirst(), MessageHeader.REVISION)))
                .isEqualTo(at(10).toEpochMilli());
        topology.driver.advanceWallClockTime(TopologyFixture.RETENTION.plusMinutes(2));
        assertThat(topology.stored()).isEmpty();
    }

    @Test
    void routesThatNobodyDeclaresAreDroppedAfterAWhile() {
        topology.change(HIJACK);
        topology.driver.advanceWallClockTime(Duration.ofMinutes(5));
        assertThat(topology.stored()).hasSize(2);
        topology.driver.advanceWallClockTime(Duration.ofMinutes(7));
        assertThat(topology.stored()).isEmpty();
        assertThat(topology.meters.counter("openpeering.detection.purged").count())
                .isEqualTo(1);
        topology.declare(DECLARED, at(0));
        topology.driver.advanceWallClockTime(Duration.ofMinutes(30));
        assertThat(topology.stored()).containsKey("c|203.0.113.0/24|");
    }

    @Test
    void aChangeWritesOnlyWhatItConcerns() {
        topology.declare(DECLARED, at(0));
        for (int i = 0; i < 64; i++) {
            topology.change(announced(Story.PARTNER, IpPrefix.parse("203.0.113." + i * 4 + "/30"), i, "64496 64500"));
        }
        topology.changelog();
        topology.change(announced(Story.TRANSIT, PART, 70, "64498 64500"));
        assertThat(topology.changelog().keySet())
                .containsExactly("r|203.0.113.0/24|203.0.113.0/25|edge-3|192.0.2.3|0", "s|203.0.113.0/24|");
    }

    private static Map<String, RoutingEvent> newest(List<RoutingEvent> events) {
        return events.stream()
                .collect(Collectors.toMap(
                        RoutingEvent::id, event -> event, (a, b) -> a.revision() > b.revision() ? a : b));
    }
}
