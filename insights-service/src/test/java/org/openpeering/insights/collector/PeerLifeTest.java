/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;

/** Peers and routers that come, go and come back. */
class PeerLifeTest {
    private static final Peer PEER = Peer.of("192.0.2.2", 65002);
    private static final Peer OTHER = Peer.of("192.0.2.3", 65003);
    private static final IpPrefix WATCHED = IpPrefix.parse("198.51.100.0/24");
    private static final String P = "198.51.100.0/24";
    private static final CollectorSettings SETTINGS =
            new CollectorSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(15), Set.of());

    private final TestRouter.TestClock clock = new TestRouter.TestClock();
    private final RecordingSink sink = new RecordingSink();
    private final Collector collector = new Collector(SETTINGS, sink, clock);
    private TestRouter router;

    @BeforeEach
    void connect() {
        collector.monitor(WATCHED, 1);
        router = new TestRouter(collector, "edge-1", clock);
        sink.take();
    }

    private void later(long seconds) {
        clock.advance(seconds);
        collector.tick(clock.instant());
    }

    @Test
    void aPeerThatGoesDownLosesItsRoutes() {
        router.up(PEER);
        router.up(OTHER);
        router.announce(PEER, P, 65002);
        router.announce(OTHER, P, 65003);
        sink.take();

        router.down(PEER, 4);
        router.announce(PEER, P, 65002);

        assertThat(sink.take())
                .containsExactly(
                        "PEER_DOWN 198.51.100.0/24 EXACT 198.51.100.0/24", "DOWN 192.0.2.2 REMOTE_NO_NOTIFICATION");
        assertThat(collector.routes(WATCHED, 10)).hasSize(1);
        assertThat(collector.tally().of(CollectorCount.UPDATES_WITHOUT_PEER_UP)).isEqualTo(1);
    }

    @Test
    void ofAPeerThatAnotherCollectorHasTakenUpNothingIsSaidAnyMore() {
        router.up(PEER);
        router.up(OTHER);
        router.announce(PEER, P, 65002);
        sink.take();

        router.lose();
        later(20);
        collector.cede(SessionId.of("edge-1", IpAddress.parse("192.0.2.2")), 0);
        later(20);

        assertThat(sink.take()).containsExactly("DOWN 192.0.2.3 BMP_SESSION_LOST");
        assertThat(collector.peers()).isEmpty();
        assertThat(collector.routes(WATCHED, 10)).isEmpty();
    }

    @Test
    void aPeerIsCededAlsoWhileItsConnectionSeemsOpenAndTakenUpAgainWhenItComesBack() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        collector.cede(SessionId.of("edge-1", IpAddress.parse("192.0.2.2")), 0);
        assertThat(collector.peers()).extracting(PeerStatus::connected).containsExactly(false);
        sink.take();

        router.lose();
        later(1);
        assertThat(collector.peers()).isEmpty();
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
        router.lose();
        later(31);

        assertThat(sink.take()).containsExactly("UP 192.0.2.2", "DOWN 192.0.2.2 BMP_SESSION_LOST");
    }

    @Test
    void aRouterThatAnotherCollectorHasOnALaterConnectionIsLeftToItAltogether() {
        router.up(PEER);
        router.up(OTHER);
        router.announce(PEER, P, 65002);
        sink.take();
        long epoch = sink.sessions.getFirst().session().epoch();

        collector.cede(SessionId.of("edge-1", PEER.address()), epoch - 1);
        assertThat(collector.peers()).hasSize(2).allMatch(PeerStatus::connected);
        collector.cede(SessionId.of("edge-1", PEER.address()), epoch + 1);

        assertThat(router.send(BmpBytes.termination())).as("goes on").isFalse();
        router.announce(PEER, "198.51.100.0/25", 65002);
        later(31);
        assertThat(sink.take()).isEmpty();
        assertThat(collector.peers()).isEmpty();
    }

    @Test
    void anEpochIsGreaterThanAnyThatWasHeardOf() {
        long far = clock.instant().getEpochSecond() * 2_000_000;
        collector.heard(far);
        new TestRouter(collector, "edge-1", clock).up(PEER);

        assertThat(sink.sessions.getFirst().session().epoch()).isEqualTo(far + 1);
    }

    @Test
    void aPeerDownBeforeTheFirstPeerUpMeansNothing() {
        router.down(PEER, 2);

        assertThat(sink.take()).isEmpty();
        assertThat(collector.tally().of(CollectorCount.PEER_DOWNS_UNKNOWN)).isEqualTo(1);
    }

    @Test
    void aRouterThatComesBackInTimeFlipsNothing() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        router.announce(PEER, "198.51.100.0/25", 65002);
        sink.take();

        router.lose();
        later(20);
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
        router.announce(PEER, P, 65002);
        later(29);
        assertThat(sink.take()).containsExactly("UP 192.0.2.2 resumed");

        later(1);
        assertThat(sink.take()).containsExactly("RESYNC 198.51.100.0/25 MORE_SPECIFIC 198.51.100.0/24");
        assertThat(collector.tally().of(CollectorCount.ROUTES_SWEPT)).isEqualTo(1);
    }

    @Test
    void aRouterThatDoesNotComeBackLosesItsPeers() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        router.lose();
        later(29);
        assertThat(collector.peers()).hasSize(1).noneMatch(PeerStatus::connected);
        sink.take();

        later(1);

        assertThat(sink.take())
                .containsExactly(
                        "OUT_OF_SIGHT 198.51.100.0/24 EXACT 198.51.100.0/24", "DOWN 192.0.2.2 BMP_SESSION_LOST");
        assertThat(collector.peers()).isEmpty();
        assertThat(collector.sizes().ipv4Prefixes()).isZero();
    }

    @Test
    void aPeerThatDoesNotComeBackWithItsRouterIsLost() {
        router.up(PEER);
        router.up(OTHER);
        router.lose();
        later(20);
        router = new TestRouter(collector, "edge-1", clock);
        router.up(OTHER);
        sink.take();

        later(39);
        assertThat(sink.take()).isEmpty();
        later(1);

        assertThat(sink.take()).containsExactly("DOWN 192.0.2.2 BMP_SESSION_LOST");
    }

    @Test
    void endOfRibEndsTheWaitingForItsFamily() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        router.announce(PEER, "198.51.100.0/25", 65002);
        router.up(PEER);
        sink.take();

        router.endOfRib(PEER, Family.IPV4);
        assertThat(sink.take()).as("nothing was sent yet").isEmpty();
        router.announce(PEER, P, 65002);
        router.endOfRib(PEER, Family.IPV6);
        assertThat(sink.take()).isEmpty();
        router.endOfRib(PEER, Family.IPV4);

        assertThat(sink.take()).containsExactly("RESYNC 198.51.100.0/25 MORE_SPECIFIC 198.51.100.0/24");
        assertThat(collector.peers()).noneMatch(PeerStatus::resyncing);
    }

    @Test
    void theWaitIsOverWhenEverythingCameBack() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        later(60);
        router.up(PEER);
        assertThat(collector.peers()).allMatch(PeerStatus::resyncing);

        router.announce(PEER, P, 65002);

        assertThat(collector.peers()).noneMatch(PeerStatus::resyncing);
    }

    /** It was lost in the middle: the beginning of the table came back, and nobody knows the rest. */
    @Test
    void whatCameBackOfATableThatNeverWasWholeIsNotAllOfIt() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        router.up(PEER);

        router.announce(PEER, P, 65002);

        assertThat(collector.peers()).allMatch(PeerStatus::resyncing);
        later(60);
        assertThat(collector.peers()).noneMatch(PeerStatus::resyncing);
    }

    @Test
    void aTableThatTakesLongIsWaitedForWhileItComes() {
        for (int round = 0; round < 2; round++) {
            router.up(PEER);
            for (int i = 0; i < 10; i++) {
                router.announce(PEER, "198.51.100." + i * 4 + "/30", 65002);
                later(20);
            }
            later(20);
        }

        assertThat(collector.tally().of(CollectorCount.ROUTES_SWEPT)).isZero();
        assertThat(collector.peers()).allMatch(peer -> peer.routes() == 10 && !peer.resyncing());
    }

    @Test
    void aPeerUpToldAgainForAnotherViewStartsNothing() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        router.upAgain(PEER);
        router.upAgain(PEER.flags(0x40));
        router.up(PEER.flags(0x40));
        later(60);

        assertThat(sink.take()).hasSize(2);
        assertThat(collector.tally().of(CollectorCount.PEER_UPS_REPEATED)).isEqualTo(3);
    }

    @Test
    void anotherAsNumberAtTheSameAddressIsAnotherPeer() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        router.up(Peer.of("192.0.2.2", 65009));

        assertThat(sink.take())
                .containsExactly(
                        "UP 192.0.2.2",
                        "ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002",
                        "PEER_DOWN 198.51.100.0/24 EXACT 198.51.100.0/24",
                        "DOWN 192.0.2.2 REPLACED",
                        "UP 192.0.2.2");
    }

    @Test
    void aNewConnectionOfTheSameRouterTakesOver() {
        router.up(PEER);
        TestRouter second = new TestRouter(collector, "edge-1", clock);
        second.up(PEER);
        sink.take();

        router.announce(PEER, P, 65002, 1);
        boolean goesOn = router.send(BmpBytes.termination());
        router.lose();
        second.announce(PEER, P, 65002, 2);

        assertThat(goesOn).isFalse();
        assertThat(sink.take()).containsExactly("ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002 2");
        assertThat(collector.peers()).allMatch(PeerStatus::connected);
    }

    @Test
    void epochsGrowWithEachConnectionEvenWithinOneMicrosecond() {
        router.up(PEER);
        router.up(OTHER);
        new TestRouter(collector, "edge-1", clock).up(PEER);
        new TestRouter(collector, "edge-2", clock).up(PEER);

        long first = clock.instant().toEpochMilli() * 1000;
        assertThat(sink.sessions)
                .extracting(observation -> observation.session().epoch())
                .containsExactly(first, first, first + 1, first + 2);
    }
}
