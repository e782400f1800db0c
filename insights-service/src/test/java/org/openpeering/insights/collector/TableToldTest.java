/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.TestRouter.TestClock;

/** Others hear of an established session whether a route that is not there is absent for a fact: once for each change. */
class TableToldTest {
    private static final Peer PEER = Peer.of("192.0.2.2", 65002);
    private static final SessionId SESSION = SessionId.of("edge-1", IpAddress.parse("192.0.2.2"));
    private static final IpPrefix WATCHED = IpPrefix.parse("198.51.100.0/24");
    private static final String P = "198.51.100.0/24";
    private static final byte[] NONE = new byte[0];
    private static final byte[] UNREADABLE = BgpBytes.update(new byte[] {60, 1}, NONE, NONE);
    private static final String COMPLETE = "192.0.2.2 complete";
    private static final String UNKNOWN = "192.0.2.2 unknown";

    private final RecordingSink sink = new RecordingSink();
    private final TestClock clock = new TestClock();
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, clock);
    private TestRouter router;

    @BeforeEach
    void connect() {
        collector.monitor(WATCHED, 1);
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
    }

    private void again() {
        router.lose();
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
    }

    private void endOfRib() {
        router.endOfRib(PEER, Family.IPV4);
        router.endOfRib(PEER, Family.IPV6);
    }

    private void wholeTable() {
        router.announce(PEER, P, 65002);
        endOfRib();
    }

    private void later(long seconds) {
        clock.advance(seconds);
        collector.tick(clock.instant());
    }

    private void send(byte[] update) {
        router.send(BmpBytes.routeMonitoring(PEER, clock.instant().getEpochSecond(), update));
    }

    /** The last time that it came up. */
    private SessionObservation.Established up() {
        return (SessionObservation.Established) sink.sessions.getLast();
    }

    @Test
    void aSessionComesUpWithAnUnknownTableThatIsCompleteWithTheLastFamily() {
        assertThat(up().complete()).isFalse();
        router.announce(PEER, P, 65002);
        router.endOfRib(PEER, Family.IPV4);
        assertThat(sink.takeTables()).isEmpty();
        router.endOfRib(PEER, Family.IPV6);
        assertThat(sink.takeTables()).containsExactly(COMPLETE);
    }

    @Test
    void itIsSaidOnceHoweverMuchHappensInTheTableAfterwards() {
        wholeTable();
        sink.takeTables();
        router.withdraw(PEER, P);
        router.announce(PEER, "203.0.113.0/24", 65002);
        endOfRib();
        router.upAgain(PEER);
        later(3600);
        assertThat(sink.takeTables()).isEmpty();
    }

    @Test
    void aTableWithoutEndIsCompleteWhenItsRouterHasBeenQuiet() {
        router.announce(PEER, P, 65002);
        later(29);
        assertThat(sink.takeTables()).isEmpty();
        later(1);
        later(1);
        assertThat(sink.takeTables()).containsExactly(COMPLETE);
    }

    @Test
    void whatIsSaidComesBehindTheRoutesAndKeepsTheTimeAtWhichTheSessionCameUp() {
        List<Object> order = new ArrayList<>();
        Collector observed = new Collector(
                CollectorSettings.DEFAULT,
                new CollectorSink() {
                    @Override
                    public void session(SessionObservation observation) {
                        order.add(observation);
                    }

                    @Override
                    public void route(RouteObservation observation) {
                        order.add(observation.route());
                    }

                    @Override
                    public void synced(IpPrefix monitored, long revision) {}
                },
                clock);
        observed.monitor(WATCHED, 1);
        Instant cameUp = clock.instant();
        router = new TestRouter(observed, "edge-1", clock);
        router.up(PEER);
        clock.advance(5);
        wholeTable();

        assertThat(order).hasSize(3);
        assertThat(order.get(1)).isEqualTo(WATCHED);
        assertThat(order.get(2)).isInstanceOfSatisfying(SessionObservation.Table.class, table -> {
            assertThat(table.complete()).isTrue();
            assertThat(table.arrival()).isEqualTo(cameUp.plusSeconds(5));
            assertThat(table.up()).isEqualTo(order.getFirst());
            assertThat(table.up().arrival()).isEqualTo(cameUp);
        });
    }

    /** What was known stands, and so does what was known not to be there. */
    @Test
    void aRouterThatComesBackInTimeLeavesACompleteTableAsItWas() {
        wholeTable();
        sink.takeTables();
        again();
        assertThat(up().resumed()).isTrue();
        assertThat(up().complete()).isTrue();
        wholeTable();
        later(60);
        assertThat(sink.takeTables()).isEmpty();
    }

    @Test
    void aTableThatWasNeverWholeIsUnknownAlsoWhenItsRouterComesBack() {
        router.announce(PEER, P, 65002);
        again();
        assertThat(up().resumed()).isTrue();
        assertThat(up().complete()).isFalse();
        wholeTable();
        assertThat(sink.takeTables()).containsExactly(COMPLETE);
    }

    @Test
    void aSessionThatWasDownBeginsAnew() {
        wholeTable();
        router.down(PEER, 4);
        router.up(PEER);
        assertThat(up().resumed()).isFalse();
        assertThat(up().complete()).isFalse();
    }

    @Test
    void aDoubtIsSaidOnceAndEndsWithTheNextTable() {
        wholeTable();
        sink.takeTables();
        send(UNREADABLE);
        send(UNREADABLE);
        endOfRib();
        later(60);
        assertThat(sink.takeTables()).containsExactly(UNKNOWN);
        again();
        assertThat(up().complete()).isFalse();
        wholeTable();
        assertThat(sink.takeTables()).containsExactly(COMPLETE);
    }

    @Test
    void aDoubtInATableThatComesAgainEndsWhatWasKnown() {
        wholeTable();
        again();
        sink.takeTables();
        send(UNREADABLE);
        wholeTable();
        assertThat(sink.takeTables()).containsExactly(UNKNOWN);
    }

    @Test
    void routesThatALimitLeavesOutMakeItUnknown() {
        CollectorSettings settings = new CollectorSettings(
                CollectorSettings.DEFAULT.quiet(),
                CollectorSettings.DEFAULT.grace(),
                CollectorSettings.DEFAULT.table(),
                CollectorSettings.DEFAULT.internetTables(),
                new CollectorSettings.Bounds(1, 1_000, 1_000, 1 << 20));
        router = new TestRouter(new Collector(settings, sink, clock), "edge-1", clock);
        router.up(PEER);
        router.announce(PEER, "203.0.113.0/24", 65002);
        endOfRib();
        sink.takeTables();
        router.announce(PEER, "203.0.112.0/24", 65002);
        router.announce(PEER, "203.0.111.0/24", 65002);
        assertThat(sink.takeTables()).containsExactly(UNKNOWN);
    }

    @Test
    void aSessionThatAnotherCollectorHasIsNotSpokenOf() {
        router.announce(PEER, P, 65002);
        collector.cede(SESSION, 0);
        endOfRib();
        later(60);
        assertThat(sink.takeTables()).isEmpty();
    }

    @Test
    void aFamilyThatTheSessionDidNotSpeakOfBeforeIsUnknown() {
        Feed first = collector.feed("edge-2");
        up(first, EnumSet.of(Family.IPV4), 1).update(endOfIpv4(), 0, endOfIpv4().length, 0, micros());
        assertThat(sink.takeTables()).containsExactly(COMPLETE);
        first.lost();
        Feed second = collector.feed("edge-2");
        up(second, EnumSet.allOf(Family.class), 2);
        assertThat(up().resumed()).isTrue();
        assertThat(up().complete()).isFalse();
    }

    private static byte[] endOfIpv4() {
        return BgpBytes.endOfRib(Family.IPV4);
    }

    private long micros() {
        return clock.instant().toEpochMilli() * 1000;
    }

    private FeedPeer up(Feed feed, Set<Family> families, int life) {
        return Objects.requireNonNull(feed.up(
                new SessionUp(
                        SessionId.of("edge-2", SESSION.address()),
                        "",
                        new Asn(65002),
                        SESSION.address(),
                        Optional.empty(),
                        families,
                        Reading.MODERN,
                        life,
                        Optional.empty()),
                clock.instant()));
    }

    @Test
    void aTableThatIsJudgedFromNowOnIsCompleteWhenItsRoutesAreTold() {
        Peer inVrf = new Peer(1, 0, 7, SESSION.address(), 65002);
        router.up(inVrf);
        router.announce(inVrf, P, 65002);
        router.endOfRib(inVrf, Family.IPV4);
        router.endOfRib(inVrf, Family.IPV6);
        later(3600);
        sink.take();
        sink.takeTables();

        collector.internetTables("edge-1", Set.of("0:0:7"));
        assertThat(up().session().id().distinguisher()).hasToString("0:0:7");
        assertThat(up().complete()).isFalse();
        assertThat(sink.takeTables()).containsExactly(COMPLETE);

        collector.internetTables("edge-1", Set.of());
        send(UNREADABLE);
        sink.takeTables();
        router.send(BmpBytes.routeMonitoring(inVrf, clock.instant().getEpochSecond(), UNREADABLE));
        assertThat(sink.takeTables()).as("it is not judged any more").isEmpty();
    }

    @Test
    void vantagesAreNotSpokenOf() {
        IpAddress address = IpAddress.parse("192.0.2.77");
        Feed feed = collector.feed("ris/rrc00");
        TestRouter.vantage(feed, SessionId.of("ris/rrc00", address), clock.instant());
        later(3600);
        assertThat(sink.takeTables()).noneMatch(line -> line.startsWith(address + " "));
    }

    @Test
    void aSessionSaysFromWhereItsRouterIsConnected() {
        IpAddress source = IpAddress.parse("198.51.100.9");
        BmpReceiver.Session connection = collector.open(new RouterIdentity("edge-2", Optional.of(source)));
        byte[] open = BgpBytes.modernOpen(TestRouter.AS, 0);
        byte[] message = BmpBytes.peerUp(PEER, 1, 1, open, BgpBytes.modernOpen(65002, 0));
        connection.receive(new BmpDecoder().decode(message, 0, message.length), micros());
        assertThat(up().session().source()).contains(source);
        assertThat(sink.sessions.getFirst().session().source()).isEmpty();
    }
}
