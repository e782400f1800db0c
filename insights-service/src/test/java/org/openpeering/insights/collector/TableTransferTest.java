/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.BmpBytes.Peer;

/** Routers that come back in the ways that have been seen: nothing is told as gone before it is. */
class TableTransferTest {
    private static final Peer FIRST = Peer.of("192.0.2.2", 65002);
    private static final Peer SECOND = Peer.of("192.0.2.3", 65003);
    private static final String P = "198.51.100.0/24";
    private static final String P6 = "2001:db8::/32";

    private final TestRouter.TestClock clock = new TestRouter.TestClock();
    private final RecordingSink sink = new RecordingSink();
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, clock);
    private TestRouter router;

    @BeforeEach
    void aRouterThatIsLost() {
        collector.monitor(IpPrefix.parse(P), 1);
        collector.monitor(IpPrefix.parse(P6), 1);
        connect();
        router.up(FIRST);
        router.up(SECOND);
        router.announce(FIRST, P, 65002);
        router.announce(FIRST, P6, 65002);
        router.announce(SECOND, P, 65003);
        router.announce(SECOND, P6, 65003);
        for (Peer peer : new Peer[] {FIRST, SECOND}) {
            router.endOfRib(peer, Family.IPV4);
            router.endOfRib(peer, Family.IPV6);
        }
        router.lose();
        sink.take();
    }

    private void connect() {
        router = new TestRouter(collector, "edge-1", clock);
    }

    private static Predicate<PeerStatus> coming(String router) {
        return peer -> peer.resyncing() && peer.session().id().router().equals(router);
    }

    private void later(long seconds) {
        for (int second = 0; second < seconds; second++) {
            clock.advance(1);
            collector.tick(clock.instant());
        }
    }

    @Test
    void tablesThatComeOneAfterAnotherForLongAreWaitedFor() {
        connect();
        router.up(FIRST);
        router.up(SECOND);
        later(40);
        for (int part = 0; part < 6; part++) {
            router.announce(FIRST, "203.0.113." + part * 4 + "/30", 65002);
            later(20);
        }
        router.announce(FIRST, P, 65002);
        router.announce(FIRST, P6, 65002);
        router.endOfRib(FIRST, Family.IPV4);
        router.endOfRib(FIRST, Family.IPV6);
        later(20);
        router.announce(SECOND, P, 65003);
        router.announce(SECOND, P6, 65003);
        later(600);

        assertThat(sink.take()).containsExactly("UP 192.0.2.2 resumed", "UP 192.0.2.3 resumed");
        assertThat(collector.peers()).noneMatch(PeerStatus::resyncing);
    }

    @Test
    void allOfIpv4MayComeBeforeAnyOfIpv6() {
        connect();
        router.up(FIRST);
        router.up(SECOND);
        router.announce(FIRST, P, 65002);
        router.endOfRib(FIRST, Family.IPV4);
        later(20);
        router.announce(SECOND, P, 65003);
        router.endOfRib(SECOND, Family.IPV4);
        later(20);
        assertThat(sink.take()).hasSize(2);

        router.announce(FIRST, P6, 65002);
        router.endOfRib(FIRST, Family.IPV6);
        router.announce(SECOND, "2001:db8:1::/48", 65003);
        router.endOfRib(SECOND, Family.IPV6);

        assertThat(sink.take())
                .containsExactly(
                        "ANNOUNCED 2001:db8:1::/48 MORE_SPECIFIC 2001:db8::/32 via 65003",
                        "RESYNC 2001:db8::/32 EXACT 2001:db8::/32");
    }

    @Test
    void endOfRibOfAFamilyWithoutRoutesIsBelieved() {
        TestRouter other = new TestRouter(collector, "edge-2", clock);
        other.up(FIRST);
        other.endOfRib(FIRST, Family.IPV4);
        assertThat(collector.peers()).anyMatch(coming("edge-2"));
        other.endOfRib(FIRST, Family.IPV6);
        assertThat(collector.peers()).noneMatch(coming("edge-2"));
    }

    /** Or one that tells of the end of one family only waited for a quarter of an hour in the Internet, where it is never quiet. */
    @Test
    void aFamilyWithoutEndOfRibIsCompleteAfterQuietThoughTheOtherGoesOn() {
        connect();
        router.up(FIRST);
        router.up(SECOND);
        for (Peer peer : new Peer[] {FIRST, SECOND}) {
            router.announce(peer, P, peer.asn());
            router.endOfRib(peer, Family.IPV4);
        }
        router.announce(FIRST, P6, 65002);
        sink.take();
        for (int part = 0; part < 5; part++) {
            later(5);
            router.announce(FIRST, "203.0.113." + part * 4 + "/30", 65002);
        }
        assertThat(sink.take()).isEmpty();

        later(6);
        assertThat(sink.take()).containsExactly("RESYNC 2001:db8::/32 EXACT 2001:db8::/32");
    }

    @Test
    void aPeerThatFlapsForHoursDoesNotKeepOthersAliveThatNeverComeBack() {
        connect();
        for (int seconds = 0; seconds < 50; seconds += 25) {
            router.up(FIRST);
            router.announce(FIRST, P, 65002);
            later(25);
        }
        assertThat(sink.take()).noneMatch(line -> line.startsWith("DOWN") || line.startsWith("OUT"));

        router.up(FIRST);
        router.announce(FIRST, P, 65002);
        later(10);

        assertThat(sink.take())
                .containsExactly(
                        "UP 192.0.2.2 resumed",
                        "OUT_OF_SIGHT 198.51.100.0/24 EXACT 198.51.100.0/24",
                        "OUT_OF_SIGHT 2001:db8::/32 EXACT 2001:db8::/32",
                        "DOWN 192.0.2.3 BMP_SESSION_LOST");
    }

    @Test
    void aRouterThatSaysWhoItIsAndDropsAgainIsNotWaitedForForEver() {
        for (int seconds = 0; seconds < 60; seconds += 20) {
            connect();
            later(1);
            router.lose();
            later(19);
        }

        assertThat(sink.take()).filteredOn(line -> line.startsWith("DOWN")).hasSize(2);
        assertThat(collector.peers()).isEmpty();
    }

    @Test
    void aRouterThatKeepsDroppingInTheMiddleOfItsTablesIsNotWaitedForForEver() {
        for (int round = 0; round < 32; round++) {
            connect();
            router.up(FIRST);
            router.up(SECOND);
            router.announce(FIRST, P, 65002);
            later(29);
            router.lose();
        }

        assertThat(sink.take()).contains("RESYNC 2001:db8::/32 EXACT 2001:db8::/32");
    }

    @Test
    void aSessionThatIsNotMonitoredAnyMoreIsOutOfSightAndNotDown() {
        connect();
        router.up(FIRST);
        sink.take();

        router.down(FIRST, 5);

        assertThat(sink.take())
                .containsExactly(
                        "OUT_OF_SIGHT 198.51.100.0/24 EXACT 198.51.100.0/24",
                        "OUT_OF_SIGHT 2001:db8::/32 EXACT 2001:db8::/32",
                        "DOWN 192.0.2.2 DECONFIGURED");
    }

    @Test
    void aPrefixIsToldAgainWithWhatIsMissingOfItOnceTablesAreComplete() {
        connect();
        router.up(FIRST);
        router.up(SECOND);
        router.announce(FIRST, P, 65002);
        router.endOfRib(FIRST, Family.IPV4);
        router.endOfRib(FIRST, Family.IPV6);
        sink.take();

        collector.resync(IpPrefix.parse(P), _ -> true);
        collector.resync(IpPrefix.parse(P6), _ -> true);
        collector.resync(IpPrefix.parse("203.0.113.0/24"), _ -> true);

        assertThat(sink.take())
                .as("of the second nothing is known for certain, and of the third prefix nobody has asked")
                .containsExactlyInAnyOrder(
                        "SYNC 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002",
                        "SYNC 198.51.100.0/24 EXACT 198.51.100.0/24 via 65003",
                        "TABLE edge-1|192.0.2.2 198.51.100.0/24 [198.51.100.0/24]",
                        "SYNC 2001:db8::/32 EXACT 2001:db8::/32 via 65003",
                        "TABLE edge-1|192.0.2.2 2001:db8::/32 []");
    }
}
