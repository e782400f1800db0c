/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.bmp.Micros;

/** Which sessions and views are told apart, and which of them raise anything. */
class ViewsTest {
    private static final Peer PEER = Peer.of("192.0.2.2", 65002);
    private static final Peer VRF = PEER.inVrf(7);
    private static final int POST_POLICY = 0x40;
    private static final String P = "198.51.100.0/24";

    private final TestRouter.TestClock clock = new TestRouter.TestClock();
    private final RecordingSink sink = new RecordingSink();
    private final Collector collector = new Collector(
            new CollectorSettings(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15),
                    Set.of("INTERNET", "0:0:9")),
            sink,
            clock);
    private TestRouter router;
    private int port = 40001;

    @BeforeEach
    void connect() {
        collector.monitor(IpPrefix.parse(P), 1);
        router = new TestRouter(collector, "edge-1", clock);
        sink.take();
    }

    @Test
    void aVrfsSessionThatGoesDownLeavesTheOneOfTheSameAddressInTheGlobalTableAlone() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        router.up(VRF);
        router.announce(VRF, P, 65002);
        sink.take();

        router.down(VRF, 4);

        assertThat(sink.take()).isEmpty();
        assertThat(collector.peers())
                .singleElement()
                .matches(peer -> peer.session().id().global() && peer.routes() == 1 && peer.judged());
    }

    @Test
    void aPrivateAsInACustomersVpnRaisesNothingAndIsShown() {
        router.up(VRF);
        router.announce(VRF, P, 64512);
        router.announce(VRF, "198.51.100.128/25", 64512);
        collector.monitor(IpPrefix.parse(P), 2);

        assertThat(sink.take()).containsExactly("SYNCED 198.51.100.0/24 2");
        assertThat(collector.peers()).singleElement().matches(peer -> !peer.judged() && peer.routes() == 2);
    }

    @Test
    void aTableThatTheOperatorNamesAsOneOfTheInternetIsJudged() {
        router.up(PEER.inVrf(9));
        router.announce(PEER.inVrf(9), P, 65002);
        upIn("INTERNET");
        router.announce(VRF, P, 65002);

        assertThat(sink.take())
                .containsExactly(
                        "UP 192.0.2.2",
                        "ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002",
                        "UP 192.0.2.2",
                        "ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002");
    }

    @Test
    void theInventoryNamesTheInternetTablesOfOneRouter() {
        collector.internetTables("edge-1", Set.of("0:0:7"));
        TestRouter other = new TestRouter(collector, "edge-2", clock);
        router.up(VRF);
        router.announce(VRF, P, 65002);
        other.up(VRF);
        other.announce(VRF, P, 65002);

        assertThat(sink.take())
                .containsExactly("UP 192.0.2.2", "ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002");
        assertThat(sink.sessions).extracting(up -> up.session().id().router()).containsExactly("edge-1");
    }

    @Test
    void aTableThatBecomesOneOfTheInternetIsToldWithWhatItHolds() {
        upIn("Cloud");
        router.announce(VRF, P, 65002);
        router.announce(VRF, "203.0.113.0/24", 65002);
        router.up(PEER.inVrf(8));
        router.announce(PEER.inVrf(8), P, 65002);
        router.endOfRib(VRF, Family.IPV4);
        router.endOfRib(VRF, Family.IPV6);
        assertThat(sink.take()).isEmpty();

        collector.internetTables("edge-1", Set.of("Cloud"));
        router.announce(VRF, "198.51.100.128/25", 65002);

        assertThat(sink.take())
                .containsExactly(
                        "UP 192.0.2.2",
                        "SYNC 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002",
                        "TABLE edge-1|192.0.2.2|type=1|rd=0:0:7 198.51.100.0/24 [198.51.100.0/24]",
                        "ANNOUNCED 198.51.100.128/25 MORE_SPECIFIC 198.51.100.0/24 via 65002");
        collector.internetTables("edge-1", Set.of("Cloud", "Other"));
        assertThat(sink.take()).isEmpty();
    }

    @Test
    void aTableThatIsNoneOfTheInternetAnyMoreIsTakenBackAndKept() {
        collector.internetTables("edge-1", Set.of("0:0:7"));
        router.up(PEER);
        router.up(VRF);
        router.announce(PEER, P, 65002);
        router.announce(VRF, P, 65002);
        sink.take();

        collector.internetTables("edge-1", Set.of());
        router.announce(VRF, "198.51.100.128/25", 65002);
        router.withdraw(VRF, P);

        assertThat(sink.take())
                .containsExactly("OUT_OF_SIGHT 198.51.100.0/24 EXACT 198.51.100.0/24", "DOWN 192.0.2.2 DECONFIGURED");
        assertThat(collector.peers())
                .filteredOn(peer -> !peer.session().id().global())
                .singleElement()
                .matches(peer -> !peer.judged() && peer.connected() && peer.routes() == 1);

        collector.internetTables("edge-1", Set.of("0:0:7"));
        assertThat(sink.take())
                .containsExactly("UP 192.0.2.2", "SYNC 198.51.100.128/25 MORE_SPECIFIC 198.51.100.0/24 via 65002");
    }

    @Test
    void whatIsNamedWhileTheRouterIsAwayCountsWhenItIsBack() {
        upIn("Cloud");
        router.announce(VRF, P, 65002);
        router.lose();
        collector.internetTables("edge-1", Set.of("Cloud"));
        sink.take();

        router = new TestRouter(collector, "edge-1", clock);
        upIn("Cloud");
        router.announce(VRF, P, 65002);
        router.withdraw(VRF, P);

        assertThat(sink.take())
                .containsExactly("UP 192.0.2.2 resumed", "WITHDRAWN 198.51.100.0/24 EXACT 198.51.100.0/24");
    }

    @Test
    void aSessionThatComesUpInATableOfAnotherNameIsAnotherSession() {
        collector.internetTables("edge-1", Set.of("Cloud"));
        upIn("Cloud");
        router.announce(VRF, P, 65002);
        sink.take();

        upIn("Customer");
        router.announce(VRF, P, 65002);

        assertThat(sink.take())
                .containsExactly("PEER_DOWN 198.51.100.0/24 EXACT 198.51.100.0/24", "DOWN 192.0.2.2 REPLACED");
    }

    @Test
    void whoInheritsASessionOfATableThatIsNotJudgedFindsNone() {
        router.up(VRF);
        router.announce(VRF, P, 65002);
        List<Object> told = new ArrayList<>();

        collector.readTable(collector.peers().getFirst().session().id(), new Collector.TableReader() {
            @Override
            public void peer(Optional<PeerSession> up) {
                told.add(up);
            }

            @Override
            public void table(IpPrefix monitored, List<HeldRoute> held) {
                told.add(held);
            }
        });

        assertThat(told).containsExactly(Optional.empty(), List.of());
    }

    private void upIn(String table) {
        router.send(BmpBytes.message(
                3,
                BmpBytes.peerUpBody(
                        VRF,
                        port++,
                        BgpBytes.modernOpen(TestRouter.AS, 0),
                        BgpBytes.modernOpen(65002, 0),
                        BmpBytes.information(3, table))));
    }

    @Test
    void everyViewIsKeptAndOnlyTheOneBeforePolicyIsJudged() {
        router.up(PEER);
        router.announce(PEER.flags(POST_POLICY), P, 65002);
        router.announce(PEER.flags(0x10), P, 65002);
        router.announce(PEER.flags(0x50), P, 65002);
        router.announce(PEER.type(3), P, 65002);

        assertThat(sink.take()).containsExactly("UP 192.0.2.2");
        assertThat(collector.peers())
                .filteredOn(peer -> peer.routes() == 1 && !peer.judged())
                .hasSize(4);
        assertThat(collector.peers())
                .filteredOn(peer -> peer.routes() == 0)
                .singleElement()
                .matches(PeerStatus::judged);
    }

    @Test
    void aRouterThatReportsOnlyAfterPolicyShowsThatItDoes() {
        router.up(PEER.flags(POST_POLICY));
        router.announce(PEER.flags(POST_POLICY), P, 65002);

        SessionId session = SessionId.of("edge-1", PEER.address());
        assertThat(collector.routes(session, 10)).isEmpty();
        assertThat(collector.routes(session.with(RibView.POST_POLICY), 10)).hasSize(1);
        assertThat(sink.take()).containsExactly("UP 192.0.2.2");
    }

    @Test
    void theEndOfAViewEndsNoSessionAndTheEndOfASessionAllItsViews() {
        router.up(PEER);
        router.announce(PEER, P, 65002);
        router.announce(PEER.flags(POST_POLICY), P, 65002);
        router.announce(PEER.flags(0x50), P, 65002);
        sink.take();

        router.down(PEER.flags(POST_POLICY), 5);
        assertThat(sink.take()).isEmpty();
        assertThat(collector.peers()).hasSize(2);

        router.down(PEER, 4);
        assertThat(sink.take()).hasSize(2);
        assertThat(collector.peers()).isEmpty();
    }

    @Test
    void aViewComesAnewWithItsSession() {
        router.up(PEER);
        router.announce(PEER.flags(POST_POLICY), P, 65002);
        clock.advance(31);
        collector.tick(clock.instant());
        router.up(PEER);

        assertThat(collector.peers()).filteredOn(peer -> !peer.judged()).allMatch(PeerStatus::resyncing);
        router.announce(PEER.flags(POST_POLICY), P, 65002);
        assertThat(collector.peers()).filteredOn(peer -> !peer.judged()).noneMatch(PeerStatus::resyncing);
    }

    @Test
    void routesOfAVantageAreJudgedAndItsSessionIsToldToNobody() {
        Feed feed = collector.feed("ris/rrc00");
        SessionId vantage = SessionId.of("ris/rrc00", PEER.address());
        FeedPeer peer = TestRouter.vantage(feed, vantage, clock.instant());
        byte[] update = BgpBytes.announce(TestRouter.attributes(P, 64511), IpPrefix.parse(P));

        peer.update(update, 0, update.length, 0, Micros.of(clock.instant()));
        feed.lost();
        clock.advance(31);
        collector.tick(clock.instant());

        assertThat(sink.take())
                .containsExactly(
                        "ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 64511",
                        "OUT_OF_SIGHT 198.51.100.0/24 EXACT 198.51.100.0/24");
    }
}
