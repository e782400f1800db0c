/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
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
        assertThat(seen.session().id()).isEqualTo(SessionId.of("edge-1", IpAddress.parse("192.0.2.2")));
        assertThat(seen.session().peerAsn().value()).isEqualTo(65002);
        assertThat(seen.session().localAsn()).contains(new Asn(TestRouter.AS));
        assertThat(seen.session().epoch()).isEqualTo(clock.instant().toEpochMilli() * 1000);
        assertThat(seen.monitored().revision()).isEqualTo(1);
        assertThat(seen.routerTime()).contains(clock.instant());
        assertThat(seen.arrival()).isEqualTo(clock.instant());
        assertThat(sink.take())
                .last()
                .isEqualTo("ANNOUNCED 198.51.100.128/25 MORE_SPECIFIC 198.51.100.0/24 via 65002 64666");
    }

    @Test
    void aRouterThatGivesNoTimeIsTakenAtTheTimeOfReceipt() {
        router.send(BmpBytes.peerUp(
                PEER, 0, 4711, BgpBytes.modernOpen(TestRouter.AS, 0), BgpBytes.modernOpen(PEER.asn(), 0)));
        router.send(BmpBytes.routeMonitoring(PEER, 0, BgpBytes.announce(TestRouter.attributes(P, 65002), WATCHED)));
        router.send(BmpBytes.peerDown(PEER, 0, 4));

        assertThat(sink.sessions).hasSize(2).allMatch(seen -> seen.routerTime().isEmpty());
        assertThat(sink.routes).hasSize(2).allMatch(seen -> seen.routerTime().isEmpty());
        assertThat(sink.routes).allMatch(seen -> seen.arrival().equals(clock.instant()));
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
        assertThat(collector.routes(SessionId.of("edge-1", PEER.address()), 10))
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

    /** RFC 4271 section 4.3. */
    @Test
    void aRouteThatOneMessageWithdrawsAndAnnouncesDoesNotFlap() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        sink.take();

        router.send(BmpBytes.routeMonitoring(
                PEER,
                0,
                BgpBytes.update(
                        BgpBytes.nlri(WATCHED),
                        BgpBytes.attributes(TestRouter.attributes(P, 65002, 64500), 4, true),
                        BgpBytes.nlri(WATCHED))));

        assertThat(sink.take()).containsExactly("ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002 64500");
    }

    @Test
    void aMalformedUpdateCostsThatUpdateOnly() {
        router.up(PEER);
        router.send(BmpBytes.routeMonitoring(PEER, 0, BgpBytes.update(new byte[] {99, 1}, new byte[0], new byte[0])));
        router.announce(PEER, P, 65002);

        assertThat(sink.take()).hasSize(2);
        assertThat(collector.tally().of(CollectorCount.UPDATES_BAD_PREFIXES)).isEqualTo(1);
    }

    private Collector doomed(Runnable failure) {
        return new Collector(
                SETTINGS,
                new CollectorSink() {
                    @Override
                    public void session(SessionObservation observation) {
                        failure.run();
                    }

                    @Override
                    public void route(RouteObservation observation) {}

                    @Override
                    public void synced(IpPrefix monitored, long revision) {}
                },
                clock);
    }

    @Test
    void aSinkThatFailsStopsTheCollector() {
        Collector doomed = doomed(() -> {
            throw new IllegalStateException("disk full");
        });
        TestRouter sender = new TestRouter(doomed, "edge-1", clock);

        assertThatThrownBy(() -> sender.up(PEER)).hasMessage("disk full");
        assertThatThrownBy(() -> sender.up(OTHER)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> doomed.monitor(WATCHED, 1)).hasMessageContaining("stopped");
        sender.lose();
        assertThat(doomed.failure()).map(Throwable::getMessage).contains("disk full");
    }

    /** Or what it had to say would be lost, and nobody would know. */
    @Test
    void anErrorOfTheMachineInTheSinkStopsTheCollectorToo() {
        Collector doomed = doomed(() -> {
            throw new StackOverflowError();
        });
        TestRouter sender = new TestRouter(doomed, "edge-1", clock);

        assertThatThrownBy(() -> sender.up(PEER)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> sender.up(OTHER)).isInstanceOf(IllegalStateException.class);
        assertThat(doomed.failure()).map(Throwable::getCause).containsInstanceOf(StackOverflowError.class);
    }

    @Test
    void routesCanBeLookedUp() {
        router.up(PEER);
        router.announce(PEER, P, 65002, 64500);
        router.announce(PEER, "2001:db8:1::/48", 65002);

        List<HeldRoute> all = collector.routes(SessionId.of("edge-1", PEER.address()), 10);

        assertThat(all).extracting(route -> route.prefix().toString()).containsExactly(P, "2001:db8:1::/48");
        assertThat(collector.routes(SessionId.of("edge-1", PEER.address()), 1)).hasSize(1);
        assertThat(collector.routes(IpPrefix.parse("198.51.0.0/16"), 10)).containsExactly(all.getFirst());
        assertThat(all.getFirst().attributes()).isEqualTo(TestRouter.attributes(P, 65002, 64500));
        assertThat(collector.routes(SessionId.of("edge-2", PEER.address()), 10)).isEmpty();
        assertThat(Optional.of(collector.monitored())).contains(1);
    }
}
