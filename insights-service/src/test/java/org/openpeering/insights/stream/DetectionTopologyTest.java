/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.insights.stream.TopologyFixture.header;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.ProductionExceptionHandlerResponse;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteChangeWriter;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Limits;
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

    private static final IpPrefix OTHER = IpPrefix.parse("203.0.112.0/24");
    private static final MonitoredPrefix OTHER_DECLARED =
            new MonitoredPrefix(OTHER, 8, List.of(new Asn(Story.OWNER)), List.of());

    /** As the collector sends them: of several prefixes, some of which it concerns twice. */
    private static final List<RouteChange> MIXED = List.of(
            SYNCED,
            new RouteChange.Synced(OTHER, at(1), 8),
            HIJACK,
            new RouteChange.Announced(OTHER, at(2), Story.TRANSIT.route(OTHER, at(2), "64498 64666")),
            LEGAL,
            OVER);

    @Test
    void whatComesInOneMessageIsToldAsIfEachCameByItself() {
        TopologyFixture other = start(new TopologyFixture(Story.START));
        for (TopologyFixture each : List.of(topology, other)) {
            each.declare(DECLARED, at(0));
            each.declare(OTHER_DECLARED, at(0));
        }
        topology.batch(MIXED);
        MIXED.forEach(other::change);
        assertThat(topology.events())
                .containsExactlyInAnyOrderElementsOf(other.events())
                .extracting(RoutingEvent::prefix)
                .contains(PREFIX, OTHER);
        assertThat(last(topology.routes()))
                .isEqualTo(last(other.routes()))
                .containsOnlyKeys(PREFIX, OTHER)
                .allSatisfy((_, routes) -> assertThat(routes.routes()).hasSize(1));
    }

    private static Map<IpPrefix, PrefixRoutes> last(List<PrefixRoutes> told) {
        return told.stream().collect(Collectors.toMap(PrefixRoutes::prefix, each -> each, (first, second) -> second));
    }

    @Test
    void aMessageOfManyThatIsReplayedOverAKeptStateTellsAgainWhatIsTrueAndNothingElse() {
        topology.declare(DECLARED, at(0));
        topology.declare(OTHER_DECLARED, at(0));
        topology.batch(MIXED);
        Map<String, RoutingEvent> truth = newest(topology.events());
        TopologyFixture next = start(topology.restarted(at(6)));
        Map<String, String> kept = next.stored();
        next.declare(DECLARED, at(0));
        next.declare(OTHER_DECLARED, at(0));
        next.batch(MIXED);
        assertThat(newest(next.events())).isEqualTo(truth).hasSizeGreaterThan(1);
        assertThat(next.stored()).isEqualTo(kept);
        assertThat(next.meters.counter("openpeering.detection.repeated").count())
                .isEqualTo(4);
    }

    @Test
    void ofAPrefixThatOneMessageChangesOftenEachPieceIsWrittenOnce() {
        topology.declare(DECLARED, at(0));
        topology.change(announced(Story.TRANSIT, PREFIX, 2, "64498 64498 64500"));
        topology.changelog();
        topology.batch(IntStream.range(0, 100)
                .mapToObj(i -> announced(Story.TRANSIT, PREFIX, 2, "64498" + " 64500".repeat(1 + i)))
                .toList());
        topology.driver.advanceWallClockTime(Duration.ZERO);
        assertThat(topology.records(TopologyFixture.CHANGELOG))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("r|203.0.113.0/24|203.0.113.0/24|edge-3|192.0.2.3|0", "s|203.0.113.0/24|");
    }

    @Test
    void aBatchThatIsCutIsSetAsideWhole() {
        byte[] cut = RouteChangeWriter.bytes(List.of(HIJACK));
        cut = Arrays.copyOf(cut, cut.length - 1);
        topology.pipe(Topic.ROUTE_CHANGES, PREFIX.toString(), cut, at(0));
        byte[] misplaced = RouteChangeWriter.bytes(List.of(HIJACK));
        topology.pipe(Topic.ROUTE_CHANGES, OTHER.toString(), misplaced, at(0));
        List<TestRecord<byte[], byte[]>> letters = topology.records("route-changes.dlq");
        assertThat(letters.getFirst().value()).isEqualTo(cut);
        assertThat(letters)
                .extracting(letter -> header(letter, "dead-letter-reason"))
                .containsExactly(
                        "not a RouteChangeBatch: MalformedValueException",
                        "the key says 203.0.112.0/24, the body 203.0.113.0/24");
    }

    /** Its epoch is heard: what is older of that router does not count any more. That it was there is known from then on. */
    @Test
    void aCoveringRouteIsSeenByEachPrefixInsideAndKeptByNone() {
        topology.declare(DECLARED, at(0));
        topology.declare(OTHER_DECLARED, at(0));
        IpPrefix outside = IpPrefix.parse("198.51.100.0/24");
        topology.declare(new MonitoredPrefix(outside, 9, List.of(new Asn(Story.OWNER)), List.of()), at(0));
        int before = topology.stored().size();
        Speaker speaker = new Speaker("c-1", 5);
        for (int length = 8; length <= 22; length++) {
            IpPrefix around = IpPrefix.around(PREFIX.network(), length);
            topology.covering(new RouteChange.Announced(
                    around, at(2), Story.PARTNER.route(around, at(2), "64496 64666"), speaker));
        }
        assertThat(topology.stored().keySet())
                .hasSize(before + 4)
                .contains("p|203.0.113.0/24|edge-1", "p|203.0.112.0/24|edge-1")
                .contains("k|203.0.113.0/24|", "k|203.0.112.0/24|")
                .noneMatch(key -> key.startsWith("r|"));
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
        assertThat(topology.stored()).hasSize(3);
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
        topology.change(SYNCED);
        for (int i = 0; i < 64; i++) {
            topology.change(announced(Story.PARTNER, IpPrefix.parse("203.0.113." + i * 4 + "/30"), i, "64496 64500"));
        }
        topology.changelog();
        topology.change(announced(Story.TRANSIT, PART, 70, "64498 64496 64500"));
        assertThat(topology.changelog().keySet())
                .contains("r|203.0.113.0/24|203.0.113.0/25|edge-3|192.0.2.3|0", "s|203.0.113.0/24|")
                .filteredOn(key -> key.startsWith("r|") || key.startsWith("k|"))
                .hasSize(1);
    }

    @Test
    void aThousandChangesAmongFourHundredPeersAreToldInAFewMessages() {
        topology.declare(DECLARED, at(0));
        topology.change(SYNCED);
        List<Peer> peers = IntStream.range(0, 400)
                .mapToObj(i -> new Peer("edge-" + i, "192.0.2." + i % 200, 64500))
                .toList();
        peers.forEach(peer -> topology.change(announced(peer, PREFIX, 2, "64500")));
        topology.routes();
        for (int i = 0; i < 1_000; i++) {
            topology.change(announced(peers.get(i % 400), PREFIX, 3, "64500" + " 64500".repeat(1 + i / 400)));
            topology.driver.advanceWallClockTime(Duration.ofMillis(1));
        }
        topology.driver.advanceWallClockTime(Duration.ofMillis(300));
        List<TestRecord<byte[], byte[]>> messages = topology.records("prefix-routes");
        assertThat(messages).hasSizeBetween(4, 8);
        assertThat(messages.stream()
                        .mapToLong(message -> message.value().length)
                        .sum())
                .isLessThan(1_500_000);
    }

    @Test
    void aFewChangesAfterQuietAreToldAtOnceAndEventsWaitForNoTurn() {
        topology.declare(DECLARED, at(0));
        topology.change(SYNCED);
        for (int i = 1; i <= 3; i++) {
            topology.change(announced(
                    Story.PARTNER, PREFIX, 1, "64496 " + "64500 ".repeat(i + 1).strip()));
        }
        assertThat(topology.records("prefix-routes")).hasSize(4);
        topology.records("routing-events");
        topology.change(LEGAL);
        topology.change(HIJACK);
        assertThat(topology.events().stream().map(RoutingEvent::type))
                .contains(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT);
        assertThat(topology.records("prefix-routes")).isEmpty();
        topology.driver.advanceWallClockTime(Duration.ofMillis(300));
        assertThat(topology.records("prefix-routes")).hasSize(1);
    }

    @Test
    void whoElseCarriesAHijackIsToldOnceASecondAndItsEndAtOnce() {
        topology.declare(DECLARED, at(0));
        topology.change(SYNCED);
        List<Peer> peers = IntStream.range(0, 300)
                .mapToObj(i -> new Peer("edge-" + i, "192.0.2." + i % 200, 64498))
                .toList();
        for (Peer peer : peers) {
            topology.change(announced(peer, PART, 2, "64498 64666"));
            topology.driver.advanceWallClockTime(Duration.ofMillis(5));
        }
        topology.driver.advanceWallClockTime(Duration.ofSeconds(1));
        List<RoutingEvent> told = topology.events();
        // What makes it surer is told at once, too: the first five who carry it.
        assertThat(told.stream().map(RoutingEvent::revision))
                .startsWith(1L, 2L, 3L, 4L)
                .hasSizeBetween(6, 10);
        assertThat(told.getLast().vantages()).hasSize(300);

        topology.driver.advanceWallClockTime(Duration.ofSeconds(3));
        assertThat(topology.events()).isEmpty();

        for (Peer peer : peers) {
            topology.change(peer.withdrawal(PREFIX, PART, at(4), WithdrawalCause.EXPLICIT));
        }
        assertThat(topology.events().stream().map(RoutingEvent::status))
                .hasSizeLessThan(10)
                .endsWith(RoutingEvent.Status.ENDED);
    }

    @Test
    void routesThatALifeOwedWhenItEndedAreToldByTheNext() {
        topology.declare(DECLARED, at(0));
        topology.change(SYNCED);
        topology.routes();
        for (int i = 1; i <= 4; i++) {
            topology.change(announced(
                    Story.PARTNER, PREFIX, 1, "64496 " + "64500 ".repeat(i).strip()));
        }
        topology.change(announced(Story.BACKUP, PREFIX, 4, "64497 64500"));
        assertThat(topology.records("prefix-routes")).hasSize(4);
        TopologyFixture next = start(topology.restarted(at(60)));
        assertThat(next.routes())
                .singleElement()
                .satisfies(routes -> assertThat(routes.routes()).hasSize(2));
        assertThat(start(next.restarted(at(120))).routes()).isEmpty();
    }

    @Test
    void whatIsLargerThanAMessageMayBeIsToldInPart() {
        topology.declare(DECLARED, at(0));
        topology.change(SYNCED);
        String far = "64500" + " 4200000000".repeat(900) + " 64500";
        IntStream.range(0, 150)
                .mapToObj(i -> new Peer("edge-" + i, "192.0.2." + i, 64500))
                .forEach(peer -> topology.change(announced(peer, PREFIX, 2, far)));
        topology.change(LEGAL);
        PrefixRoutes told = topology.routes().getLast();
        assertThat(told.routes())
                .extracting(ObservedRoute::router)
                .contains("edge-1")
                .hasSizeBetween(90, 150);
        assertThat(told.routes().getFirst().asPath().length()).isEqualTo(2);
        assertThat(told.monitoredRevision()).isZero();
        assertThat(topology.meters.counter("openpeering.detection.oversize").count())
                .isPositive();
    }

    @Test
    void aPathOfSixtySetsOfTwoHundredAndFiftyNumbersIsCutMarkedAndCounted() {
        topology.declare(DECLARED, at(0));
        String set = IntStream.range(0, 250)
                .mapToObj(i -> String.valueOf(4_200_000_000L + i))
                .collect(Collectors.joining(",", "{", "}"));
        topology.change(announced(Story.TRANSIT, PART, 2, (set + " ").repeat(60).strip()));
        RoutingEvent event = topology.events().getFirst();
        assertThat(event.samples().getFirst().asPath().hops().stream()
                        .mapToInt(List::size)
                        .sum())
                .isLessThanOrEqualTo(1_000);
        assertThat(event.evidence()).extracting(RoutingEvent.Evidence::source).contains("limits:attributes");
        assertThat(topology.meters.counter("openpeering.detection.trimmed").count())
                .isEqualTo(1);
        assertThat(topology.changelog().values()).isNotEmpty().allMatch(bytes -> bytes.length < 64_000);
    }

    @Test
    void onlyWhatKafkaRefusesForGoodIsLeftOut() {
        ErrorHandlerContext nowhere = (ErrorHandlerContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ErrorHandlerContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "offset" -> 1L;
                    case "partition" -> 1;
                    default -> null;
                });
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>("prefix-routes", new byte[0]);
        Refused handler = new Refused();
        assertThat(handler.handle(nowhere, message, new RecordTooLargeException("large")))
                .isEqualTo(ProductionExceptionHandlerResponse.CONTINUE);
        assertThat(handler.handle(nowhere, message, new TimeoutException("away")))
                .isEqualTo(ProductionExceptionHandlerResponse.FAIL);
    }

    @Test
    void whatTheLimitsHaveLeftOutIsAskedForAndTheEventEndsWithTheAnswer() {
        TopologyFixture small = start(new TopologyFixture(Story.START, new Limits(1, 10, 10)));
        small.declare(DECLARED, at(0));
        small.change(announced(Story.TRANSIT, PART, 2, "64498 64666"));
        small.change(announced(Story.BACKUP, PART, 3, "64497 64666"));
        small.driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(small.records("route-requests")).isEmpty();
        small.change(Story.TRANSIT.withdrawal(PREFIX, PART, at(4), WithdrawalCause.EXPLICIT));
        assertThat(small.events()).extracting(RoutingEvent::status).doesNotContain(Status.ENDED);
        small.driver.advanceWallClockTime(Duration.ofMillis(100));
        small.change(Story.BACKUP.withdrawal(PREFIX, PART, at(5), WithdrawalCause.EXPLICIT));
        List<RoutesRequest> requests = small.requests();
        assertThat(requests).extracting(RoutesRequest::monitored).containsExactly(PREFIX);
        small.driver.advanceWallClockTime(Duration.ofSeconds(31));
        List<RoutesRequest> again = small.requests();
        assertThat(again).hasSize(1);
        assertThat(again.getFirst().number()).isGreaterThan(requests.getFirst().number());
        small.change(answered(requests.getFirst().number()));
        assertThat(small.events()).extracting(RoutingEvent::status).doesNotContain(Status.ENDED);
        TopologyFixture next = start(small.restarted(at(60)));
        next.change(answered(again.getFirst().number()));
        assertThat(next.events()).extracting(RoutingEvent::status).containsExactly(Status.ENDED);
        next.driver.advanceWallClockTime(Duration.ofSeconds(31));
        assertThat(next.requests()).isEmpty();
        assertThat(small.meters.counter("openpeering.detection.requests").count())
                .isEqualTo(2);
    }

    @Test
    void whatAllCollectorsHaveMatchedIsNotAskedFor() {
        topology.declare(DECLARED, at(0));
        topology.change(synced("one"));
        topology.driver.advanceWallClockTime(Duration.ofSeconds(10));
        assertThat(topology.routes()).isEmpty();
        topology.change(synced("two"));
        assertThat(topology.routes())
                .extracting(PrefixRoutes::monitoredRevision)
                .containsExactly(7L);
        topology.driver.advanceWallClockTime(Duration.ofMinutes(2));
        assertThat(topology.requests()).isEmpty();
    }

    @Test
    void aCollectorThatIsSilentIsGotOverByAsking() {
        topology.declare(DECLARED, at(0));
        topology.change(synced("one"));
        topology.driver.advanceWallClockTime(Duration.ofSeconds(14));
        assertThat(topology.requests()).isEmpty();
        topology.driver.advanceWallClockTime(Duration.ofSeconds(2));
        List<RoutesRequest> requests = topology.requests();
        assertThat(requests).extracting(RoutesRequest::monitored).containsExactly(PREFIX);
        topology.driver.advanceWallClockTime(Duration.ofSeconds(31));
        List<RoutesRequest> again = topology.requests();
        assertThat(again).hasSize(1);
        topology.change(answered(requests.getFirst().number()));
        assertThat(topology.routes()).isEmpty();
        topology.change(LEGAL);
        topology.change(answered(again.getFirst().number()));
        assertThat(topology.routes()).singleElement().satisfies(routes -> {
            assertThat(routes.monitoredRevision()).isEqualTo(7);
            assertThat(routes.routes()).hasSize(1);
        });
        topology.driver.advanceWallClockTime(Duration.ofMinutes(2));
        assertThat(topology.requests()).isEmpty();
    }

    @Test
    void anInstanceThatDoesNotKnowWhoHasSaidSoAsks() {
        topology.declare(DECLARED, at(0));
        topology.change(synced("one"));
        TopologyFixture next = start(topology.restarted(at(60)));
        next.change(synced("two"));
        assertThat(next.routes()).isEmpty();
        next.driver.advanceWallClockTime(Duration.ofSeconds(16));
        List<RoutesRequest> requests = next.requests();
        assertThat(requests).hasSize(1);
        next.change(answered(requests.getFirst().number()));
        assertThat(next.routes()).extracting(PrefixRoutes::monitoredRevision).containsExactly(7L);
    }

    @Test
    void whatIsNotDeclaredIsNotWaitedFor() {
        topology.change(synced("one"));
        topology.driver.advanceWallClockTime(Duration.ofMinutes(1));
        topology.declare(DECLARED, at(60));
        topology.driver.advanceWallClockTime(Duration.ofSeconds(10));
        topology.revoke(PREFIX, 8, at(70));
        topology.driver.advanceWallClockTime(Duration.ofMinutes(1));
        assertThat(topology.requests()).isEmpty();
    }

    /** By one of two. */
    private static RouteChange synced(String collector) {
        return new RouteChange.Synced(PREFIX, at(1), 7, List.of("one", "two"), new Speaker(collector, 0));
    }

    private static RouteChange answered(long number) {
        return new RouteChange.Answered(PREFIX, at(6), number, List.of("one"), new Speaker("one", 0));
    }

    private static Map<String, RoutingEvent> newest(List<RoutingEvent> events) {
        return events.stream()
                .collect(Collectors.toMap(
                        RoutingEvent::id, event -> event, (a, b) -> a.revision() > b.revision() ? a : b));
    }
}
