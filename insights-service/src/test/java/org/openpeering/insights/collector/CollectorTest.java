/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;

class CollectorTest {
    private static final Peer PEER = Peer.of("192.0.2.2", 65002);
    private static final Peer OTHER = Peer.of("192.0.2.3", 65003);
    private static final IpPrefix WATCHED = IpPrefix.parse("198.51.100.0/24");
    private static final String P = "198.51.100.0/24";
    private static final CollectorSettings SETTINGS =
            new CollectorSettings(Duration.ofSeconds(30), Duration.ofSeconds(30));

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
    void aRouteIsReportedOnceAndItsWithdrawalToo() {
        router.up(PEER);
        router.announce(PEER, P, 65002, 64500);
        router.announce(PEER, P, 65002, 64500);
        router.announce(PEER, P, 65002, 64510);
        router.announce(PEER, "203.0.113.0/24", 65002);
        router.withdraw(PEER, P);
        router.withdraw(PEER, P);

        assertThat(sink.take())
                .containsExactly(
                        "UP 192.0.2.2",
                        "ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002 64500",
                        "ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002 64510",
                        "WITHDRAWN 198.51.100.0/24 EXACT 198.51.100.0/24");
        assertThat(collector.tally().of(CollectorCount.ROUTES_UNCHANGED)).isEqualTo(1);
        assertThat(collector.tally().of(CollectorCount.WITHDRAWALS_UNKNOWN)).isEqualTo(1);
    }

    @Test
    void anObservationSaysWhereItComesFrom() {
        router.up(PEER);
        router.announce(PEER, "198.51.100.128/25", 65002, 64666);

        RouteObservation seen = sink.routes.getFirst();
        assertThat(seen.session().peer()).isEqualTo(new PeerId("edge-1", 0, IpAddress.parse("192.0.2.2")));
        assertThat(seen.session().peerAsn().value()).isEqualTo(65002);
        assertThat(seen.session().localAsn().value()).isEqualTo(TestRouter.AS);
        assertThat(seen.session().epoch()).isEqualTo(clock.instant().toEpochMilli());
        assertThat(seen.monitored().revision()).isEqualTo(1);
        assertThat(seen.routerTime()).contains(clock.instant());
        assertThat(seen.arrival()).isEqualTo(clock.instant());
        assertThat(sink.take())
                .last()
                .isEqualTo("ANNOUNCED 198.51.100.128/25 MORE_SPECIFIC 198.51.100.0/24 via 65002 64666");
    }

    @Test
    void aPrefixMonitoredLaterGetsTheRoutesHeld() {
        router.up(PEER);
        router.up(OTHER);
        router.announce(PEER, "203.0.113.0/24", 65002);
        router.announce(OTHER, "203.0.112.0/23", 65003);
        router.announce(OTHER, "2001:db8:1::/48", 65003);
        sink.take();

        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 5);

        assertThat(sink.take())
                .containsExactlyInAnyOrder(
                        "SYNC 203.0.113.0/24 EXACT 203.0.113.0/24 via 65002",
                        "SYNC 203.0.112.0/23 LESS_SPECIFIC 203.0.113.0/24 via 65003",
                        "SYNCED 203.0.113.0/24 5")
                .last()
                .isEqualTo("SYNCED 203.0.113.0/24 5");
    }

    @Test
    void aRevisionOlderThanTheKnownOneIsLeftAside() {
        collector.monitor(WATCHED, 3);
        collector.monitor(WATCHED, 2);

        assertThat(sink.take()).containsExactly("SYNCED 198.51.100.0/24 3");
    }

    @Test
    void whatIsMonitoredNoMoreIsReportedNoMore() {
        router.up(PEER);
        collector.unmonitor(WATCHED);
        router.announce(PEER, P, 65002);

        assertThat(sink.take()).containsExactly("UP 192.0.2.2");
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
                        "DOWN 192.0.2.2 REMOTE_NO_NOTIFICATION", "PEER_DOWN 198.51.100.0/24 EXACT 198.51.100.0/24");
        assertThat(collector.routes(WATCHED, 10)).hasSize(1);
        assertThat(collector.tally().of(CollectorCount.UPDATES_WITHOUT_PEER_UP)).isEqualTo(1);
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
                .containsExactly("DOWN 192.0.2.2 BMP_SESSION_LOST", "PEER_DOWN 198.51.100.0/24 EXACT 198.51.100.0/24");
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

        later(29);
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
        router.up(PEER);
        assertThat(collector.peers()).allMatch(PeerStatus::resyncing);

        router.announce(PEER, P, 65002);

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
                        "DOWN 192.0.2.2 REPLACED",
                        "PEER_DOWN 198.51.100.0/24 EXACT 198.51.100.0/24",
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
    void epochsGrowEvenWithinOneMillisecond() {
        router.up(PEER);
        router.up(OTHER);
        router.up(PEER);

        assertThat(sink.sessions)
                .extracting(observation -> observation.session().epoch())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheViewBeforePolicyIsKept() {
        router.up(PEER);
        router.announce(PEER.flags(0x40), P, 65002);
        router.announce(PEER.flags(0x10), P, 65002);
        router.announce(PEER.type(3), P, 65002);

        assertThat(sink.take()).containsExactly("UP 192.0.2.2");
        assertThat(collector.tally().of(CollectorCount.UPDATES_POST_POLICY)).isEqualTo(1);
        assertThat(collector.tally().of(CollectorCount.UPDATES_ADJ_RIB_OUT)).isEqualTo(1);
        assertThat(collector.tally().of(CollectorCount.UPDATES_LOC_RIB)).isEqualTo(1);
    }

    @Test
    void pathsOfOnePrefixAreRoutesOfTheirOwn() {
        router.up(PEER, 3);
        for (int path = 1; path <= 2; path++) {
            router.send(BmpBytes.routeMonitoring(
                    PEER,
                    0,
                    BgpBytes.update(
                            new byte[0],
                            BgpBytes.attributes(TestRouter.attributes(P, 65002, path), 4, true),
                            BgpBytes.nlriWithPath(path, WATCHED))));
        }
        router.send(BmpBytes.routeMonitoring(
                PEER, 0, BgpBytes.update(BgpBytes.nlriWithPath(1, WATCHED), new byte[0], new byte[0])));

        assertThat(sink.routes).extracting(RouteObservation::pathId).containsExactly(1L, 2L, 1L);
        assertThat(collector.routes(new PeerId("edge-1", 0, PEER.address()), 10))
                .extracting(HeldRoute::pathId)
                .containsExactly(2L);
    }

    @Test
    void brokenAttributesTakeTheRouteAway() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        byte[] noOrigin = BgpBytes.attribute(2, BgpBytes.sequence(4, 65002));
        router.send(BmpBytes.routeMonitoring(PEER, 0, BgpBytes.update(new byte[0], noOrigin, BgpBytes.nlri(WATCHED))));

        assertThat(sink.take()).last().isEqualTo("TREATED_AS_WITHDRAW 198.51.100.0/24 EXACT 198.51.100.0/24");
    }

    @Test
    void aMalformedUpdateCostsThatUpdateOnly() {
        router.up(PEER);
        router.send(BmpBytes.routeMonitoring(PEER, 0, BgpBytes.update(new byte[] {99, 1}, new byte[0], new byte[0])));
        router.announce(PEER, P, 65002);

        assertThat(sink.take()).hasSize(2);
        assertThat(collector.tally().of(CollectorCount.UPDATES_BAD_PREFIXES)).isEqualTo(1);
    }

    @Test
    void aSinkThatFailsStopsTheCollector() {
        Collector doomed = new Collector(
                SETTINGS,
                new CollectorSink() {
                    @Override
                    public void session(SessionObservation observation) {
                        throw new IllegalStateException("disk full");
                    }

                    @Override
                    public void route(RouteObservation observation) {}

                    @Override
                    public void synced(IpPrefix monitored, long revision) {}
                },
                clock);
        TestRouter sender = new TestRouter(doomed, "edge-1", clock);

        assertThatThrownBy(() -> sender.up(PEER)).hasMessage("disk full");
        assertThatThrownBy(() -> sender.up(OTHER)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> doomed.monitor(WATCHED, 1)).hasMessageContaining("stopped");
        sender.lose();
        assertThat(doomed.failure()).map(Throwable::getMessage).contains("disk full");
    }

    @Test
    void routesCanBeLookedUp() {
        router.up(PEER);
        router.announce(PEER, P, 65002, 64500);
        router.announce(PEER, "2001:db8:1::/48", 65002);

        List<HeldRoute> all = collector.routes(new PeerId("edge-1", 0, PEER.address()), 10);

        assertThat(all).extracting(route -> route.prefix().toString()).containsExactly(P, "2001:db8:1::/48");
        assertThat(collector.routes(new PeerId("edge-1", 0, PEER.address()), 1)).hasSize(1);
        assertThat(collector.routes(IpPrefix.parse("198.51.0.0/16"), 10)).containsExactly(all.getFirst());
        assertThat(all.getFirst().attributes()).isEqualTo(TestRouter.attributes(P, 65002, 64500));
        assertThat(collector.routes(new PeerId("edge-2", 0, PEER.address()), 10))
                .isEmpty();
        assertThat(Optional.of(collector.monitored())).contains(1);
    }
}
