/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;

class RisLiveTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String HOLDER = "198.51.100.0/24";
    private static final Duration LONG = Duration.ofDays(1);
    private static final CollectorSettings NEVER = new CollectorSettings(LONG, LONG, LONG, Set.of());
    private static Vertx vertx;

    private final RisServer server = new RisServer(vertx);
    private final Seen seen = new Seen();
    private final Lot lot = new Lot();
    private Duration patience = Duration.ofSeconds(20);
    private final Collector collector = new Collector(NEVER, seen, InstantSource.system());
    private RisLive client = client(Duration.ofSeconds(20));

    /** One turn after the other, of this instance or another one. */
    private static final class Lot implements Watch {
        volatile long turn = 1;
        volatile boolean keeping = true;
        volatile String left = "";
        volatile boolean closed;

        @Override
        public long turn() {
            return turn;
        }

        @Override
        public Optional<String> left() {
            return keeping ? Optional.of(left) : Optional.empty();
        }

        @Override
        public boolean leave(String text) {
            if (keeping) {
                left = text;
            }
            return keeping;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** What the collector tells, and what is told of the feed. */
    private static final class Seen implements CollectorSink, Voice {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final List<Instant> times = new CopyOnWriteArrayList<>();
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile CountDownLatch closed = new CountDownLatch(0);

        @Override
        public void session(SessionObservation observation) {
            lines.add("session " + observation);
        }

        @Override
        public void route(RouteObservation route) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            times.add(route.arrival());
            lines.add(
                    route.cause() + " " + route.route() + " " + route.session().id()
                            + route.attributes().map(a -> " " + a.asPath()).orElse(""));
        }

        @Override
        public void synced(IpPrefix monitored, long revision) {}

        @Override
        public void gap(Collection<IpPrefix> monitored, long epoch, Instant now) {
            monitored.forEach(prefix -> told.add("gap " + prefix));
        }

        @Override
        public void awaitRoom() {}

        List<String> gaps() {
            return told.stream().filter(word -> word.equals("gap " + HOLDER)).toList();
        }

        @Override
        public void outOfSight(Collection<IpPrefix> monitored, Instant before, Instant now) {
            monitored.forEach(prefix -> told.add("out of sight " + prefix));
        }
    }

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void end() {
        seen.closed.countDown();
        client.close();
        server.close();
    }

    private RisLive.Settings settings(Duration silence) {
        return new RisLive.Settings(
                server.url(),
                "test",
                Duration.ofMillis(20),
                Duration.ofMillis(40),
                silence,
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                patience,
                4,
                4_000,
                100);
    }

    private RisLive client(Duration silence) {
        return new RisLive(vertx, settings(silence), collector, InstantSource.system(), lot, seen);
    }

    private void connected(int subscriptions) {
        await().atMost(LIMIT).until(() -> client.status().confirmed() == subscriptions);
    }

    private static String update(String peer, String path, String announced, String withdrawn) {
        return "{\"type\":\"ris_message\",\"data\":{\"timestamp\":1636245154.8,\"peer\":\"" + peer
                + "\",\"peer_asn\":\"64496\",\"host\":\"rrc10\",\"type\":\"UPDATE\",\"path\":[" + path
                + "],\"origin\":\"IGP\",\"announcements\":"
                + (announced.isEmpty() ? "[]" : "[{\"next_hop\":\"192.0.2.1\",\"prefixes\":[\"" + announced + "\"]}]")
                + ",\"withdrawals\":" + (withdrawn.isEmpty() ? "[]" : "[\"" + withdrawn + "\"]") + "}}";
    }

    private static String announce(String prefix, String path) {
        return update("192.0.2.1", path, prefix, "");
    }

    private static String down(String peer) {
        return "{\"type\":\"ris_message\",\"data\":{\"peer\":\"" + peer
                + "\",\"peer_asn\":\"64496\",\"host\":\"rrc10\"," + "\"type\":\"RIS_PEER_STATE\",\"state\":\"down\"}}";
    }

    private void begin() {
        client.monitor(IpPrefix.parse(HOLDER), 1);
        client.start();
        connected(2);
    }

    @Test
    void whatVantagesSeeOfAMonitoredPrefixIsToldAndNoSessionIs() {
        begin();
        assertThat(server.received().getFirst()).isEqualTo("/v1/ws/?client=test");
        server.send(announce("198.51.100.0/25", "64496,64511"));
        server.send(announce("203.0.113.0/24", "64496,64511"));
        server.send(update("192.0.2.1", "", "", "198.51.100.0/25"));

        await().atMost(LIMIT).until(() -> seen.lines.size() == 2);
        assertThat(seen.lines)
                .containsExactly(
                        "ANNOUNCED 198.51.100.0/25 ris/rrc10|192.0.2.1 64496 64511",
                        "WITHDRAWN 198.51.100.0/25 ris/rrc10|192.0.2.1");
        assertThat(client.status().connectedSince()).isNotNull();
        assertThat(client.status().subscribed()).isEqualTo(2);
    }

    @Test
    void aPeerThatIsDownTakesItsRoutesAlong() {
        begin();
        server.send(announce(HOLDER, "64496,64511"));
        server.send(down("192.0.2.1"));

        await().atMost(LIMIT).until(() -> seen.lines.size() == 2);
        assertThat(seen.lines.getLast()).isEqualTo("OUT_OF_SIGHT 198.51.100.0/24 ris/rrc10|192.0.2.1");
    }

    @Test
    void subscriptionsFollowWhatIsMonitored() {
        begin();
        client.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        client.monitor(IpPrefix.parse("203.0.113.128/25"), 1);
        client.unmonitor(IpPrefix.parse(HOLDER));

        await().atMost(LIMIT).until(() -> server.asked().size() == 4);
        assertThat(server.asked().get(2)).contains("ris_subscribe", "203.0.113.0/24");
        assertThat(server.asked().get(3))
                .isEqualTo(server.asked().getFirst().replace("ris_subscribe", "ris_unsubscribe"));
    }

    /** Without the pause between two gaps that belongs to a longer patience. */
    private void beginImpatiently(Duration with) {
        client.close();
        patience = with;
        client = client(Duration.ofSeconds(20));
        begin();
        assertThat(seen.gaps()).hasSize(1);
    }

    @Test
    void aCutConnectionIsAGapAndWhatIsToldAgainIsToldOn() {
        beginImpatiently(Duration.ofMillis(72));
        server.send(announce(HOLDER, "64496,64511"));
        await().atMost(LIMIT).until(() -> seen.lines.size() == 1);
        server.cut("too slow");

        await().atMost(LIMIT)
                .until(() -> seen.gaps().size() == 2 && client.status().confirmed() == 2);
        assertThat(client.status().gaps()).isEqualTo(1);
        assertThat(client.status().lastError()).isEqualTo("connection lost: closed with status 1008: too slow");
        assertThat(client.tally().of(RisCount.CONNECTIONS_LOST)).isEqualTo(1);
        server.send(announce(HOLDER, "64496,64511"));
        server.send(update("192.0.2.2", "", "", HOLDER));
        await().atMost(LIMIT).until(() -> seen.lines.size() == 3);
        assertThat(seen.lines.subList(1, 3))
                .containsExactly(
                        "ANNOUNCED 198.51.100.0/24 ris/rrc10|192.0.2.1 64496 64511",
                        "WITHDRAWN 198.51.100.0/24 ris/rrc10|192.0.2.2");
    }

    @Test
    void whatWasToldBeforeAGapIsOutOfSightWhenPatienceIsOver() {
        beginImpatiently(Duration.ofMillis(200));

        await().atMost(LIMIT).until(() -> lot.left.matches("\\d{16}"));
        assertThat(seen.told).containsExactly("gap " + HOLDER, "out of sight " + HOLDER);
    }

    @Test
    void gapsInQuickSuccessionBecomeOne() {
        beginImpatiently(Duration.ofHours(1));
        for (int i = 1; i <= 3; i++) {
            int before = i;
            server.cut("too slow");
            await().atMost(LIMIT)
                    .until(() ->
                            client.status().gaps() == before && client.status().confirmed() == 2);
        }
        assertThat(seen.told).hasSize(1);
    }

    /** Whoever reads next must know of it, so it waits until that is sure, and nobody is asked before. */
    @Test
    void aTurnBeginsWhenItsGapIsWrittenDown() {
        lot.keeping = false;
        client.monitor(IpPrefix.parse(HOLDER), 1);
        client.start();
        await().during(Duration.ofMillis(100)).until(() -> server.connections() == 0);
        assertThat(seen.told).isEmpty();
        lot.keeping = true;
        connected(2);
        assertThat(seen.told).containsExactly("gap " + HOLDER);
    }

    @Test
    void whatAnotherInstanceHasLeftIsSettledByTheNextOne() {
        lot.left = new Gaps(0, List.of())
                .with(Instant.now().minus(patience).minusSeconds(1))
                .toString();
        client.monitor(IpPrefix.parse(HOLDER), 1);
        client.start();

        await().atMost(LIMIT).until(() -> seen.told.size() == 2);
        assertThat(seen.told).containsExactly("gap " + HOLDER, "out of sight " + HOLDER);
        assertThat(Gaps.parse(lot.left, Instant.now()).open()).hasSize(1);
    }

    @Test
    void whatWasNotSentIsAGapAndIsToldAgainAsFarAsItIsKnown() {
        beginImpatiently(Duration.ofMillis(72));
        server.send(announce(HOLDER, "64496,64511"));
        await().atMost(LIMIT).until(() -> seen.lines.size() == 1);
        client.unsent(IpPrefix.parse(HOLDER));

        await().atMost(LIMIT).until(() -> seen.lines.size() == 2);
        assertThat(seen.lines.getLast()).isEqualTo("SYNC 198.51.100.0/24 ris/rrc10|192.0.2.1 64496 64511");
        assertThat(seen.gaps()).hasSize(2);
    }

    @Test
    void whatIsMonitoredLaterHearsOfTheGapBefore() {
        begin();
        client.monitor(IpPrefix.parse("203.0.113.0/24"), 1);

        await().atMost(LIMIT).until(() -> seen.told.size() == 2);
        assertThat(seen.told).containsExactly("gap " + HOLDER, "gap 203.0.113.0/24");
    }

    @Test
    void aPeerThatIsUnknownAndDownChangesNothing() {
        begin();
        server.send(down("192.0.2.9"));
        server.send(announce(HOLDER, "64496,64511"));

        await().atMost(LIMIT).until(() -> seen.lines.size() == 1);
        assertThat(client.tally().of(RisCount.MESSAGES_PEER_DOWN)).isEqualTo(1);
        assertThat(collector.peers()).hasSize(1);
    }

    @Test
    void aServerThatFallsSilentIsLeft() {
        client.close();
        client = client(Duration.ofMillis(150));
        begin();
        server.silence();

        await().atMost(LIMIT).until(() -> server.connections() > 1);
        assertThat(client.tally().of(RisCount.CONNECTIONS_SILENT)).isPositive();
        assertThat(client.status().gaps()).isPositive();
    }

    @Test
    void aRefusalIsTriedAgain() {
        server.refuse(2);
        begin();
        assertThat(client.tally().of(RisCount.CONNECTIONS_FAILED)).isEqualTo(2);
        assertThat(client.status().lastError()).startsWith("not connected: ");
    }

    @Test
    void garbageIsCountedAndTheNextMessageRead() {
        begin();
        server.send("garbage");
        server.send("{\"type\":\"ris_error\",\"data\":{\"message\":\"too many\"}}");
        server.send("{\"type\":\"ris_message\",\"data\":{\"type\":\"UPDATE\"}}");
        server.send(announce(HOLDER, "64496").replace("{\"next_hop\"", "7,{\"next_hop\""));

        await().atMost(LIMIT).until(() -> seen.lines.size() == 1);
        for (RisCount once : List.of(
                RisCount.MESSAGES_NOT_JSON,
                RisCount.MESSAGES_ERROR,
                RisCount.MESSAGES_UNREADABLE,
                RisCount.PARTS_LEFT_OUT)) {
            assertThat(client.tally().of(once)).as(once.toString()).isEqualTo(1);
        }
        assertThat(client.status().lastError()).isEqualTo("the server says: too many");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aMessageMayComeInPartsAndOneThatIsTooLargeIsDropped() {
        begin();
        server.send(announce(HOLDER, "64496".concat(",64496".repeat(900))));
        server.sendInParts(announce(HOLDER, "64496,64497"));

        await().atMost(LIMIT).until(() -> seen.lines.size() == 1);
        assertThat(client.tally().of(RisCount.MESSAGES_DROPPED_TOO_LARGE)).isEqualTo(1);
        await().atMost(LIMIT).until(() -> client.status().gaps() == 1);
    }

    @Test
    void whatComesFasterThanItIsTakenIsDroppedAndTold() {
        begin();
        seen.closed = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            server.send(announce(HOLDER, "64496," + (64500 + i)));
        }
        await().atMost(LIMIT).until(() -> client.tally().of(RisCount.MESSAGES_DROPPED_RING_FULL) >= 15);
        seen.closed.countDown();

        await().atMost(LIMIT).until(() -> client.status().gaps() == 1);
        assertThat(client.status().lastError()).endsWith(" messages dropped");
        assertThat(seen.lines).isNotEmpty();
        server.send(announce(HOLDER, "64496,64999"));
        await().atMost(LIMIT).until(() -> seen.lines.getLast().endsWith("64999"));
        assertThat(server.connections()).isEqualTo(1);
    }

    /** Beyond what a frame may be at all, the connection is not to be trusted any more. */
    @Test
    void aFrameWithoutMeasureEndsTheConnectionAndNotTheClient() {
        begin();
        server.send("[" + "1,".repeat(20_000) + "1]");

        await().atMost(LIMIT)
                .until(() -> client.status().gaps() == 1 && client.status().confirmed() == 2);
        assertThat(server.connections()).isEqualTo(2);
        server.send(announce(HOLDER, "64496,64497"));
        await().atMost(LIMIT).until(() -> seen.lines.size() == 1);
    }

    @Test
    void aTimeThatLiesIsQuotedAndDecidesNothing() {
        begin();
        Instant before = Instant.now().minusMillis(1);
        server.send(announce(HOLDER, "64496,64497").replace("1636245154.8", "4102444800"));
        server.send(announce(HOLDER, "64496,64498").replace("1636245154.8", "-1e99"));
        server.send(announce(HOLDER, "64496,64499").replace("1636245154.8", "\"soon\""));

        await().atMost(LIMIT).until(() -> seen.times.size() == 3);
        assertThat(seen.times).isSorted().allMatch(time -> time.isAfter(before) && !time.isAfter(Instant.now()));
    }

    @Test
    void pausesDoubleAndNoTwoClientsComeBackTogether() {
        RisLive.Settings settings = settings(Duration.ofSeconds(20));
        for (int failures = 0; failures < 70; failures++) {
            long most = Math.min(50, 10L << Math.min(failures, 10));
            assertThat(settings.pause(failures, 0).toMillis()).isEqualTo(most / 2);
            assertThat(settings.pause(failures, 1).toMillis()).isEqualTo(most);
        }
    }

    @Test
    void nobodyIsAskedWhileNothingIsMonitoredOrAnotherInstanceAsks() {
        client.start();
        client.monitor(IpPrefix.parse(HOLDER), 1);
        connected(2);
        lot.turn = 0;
        await().atMost(LIMIT).until(() -> client.status().connectedSince() == null);
        assertThat(server.connections()).isEqualTo(1);
        lot.turn = 2;
        connected(2);
        client.unmonitor(IpPrefix.parse(HOLDER));
        await().atMost(LIMIT).until(() -> client.status().connectedSince() == null);
        assertThat(client.tally().of(RisCount.CONNECTIONS_LOST)).isZero();
    }
}
