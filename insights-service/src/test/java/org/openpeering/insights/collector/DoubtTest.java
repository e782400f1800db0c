/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.collector.Doubt.Reason;
import org.openpeering.insights.collector.TestRouter.TestClock;

/** A table of which not all could be read or held is not taken for what the peer has, until the next one is complete. */
class DoubtTest {
    private static final Peer PEER = Peer.of("192.0.2.2", 65002);
    private static final IpPrefix WATCHED = IpPrefix.parse("198.51.100.0/24");
    private static final String P = "198.51.100.0/24";
    private static final byte[] NONE = new byte[0];
    /** A prefix of 60 bits of IPv4. */
    private static final byte[] UNREADABLE = BgpBytes.update(new byte[] {60, 1}, NONE, NONE);

    private final RecordingSink sink = new RecordingSink();
    private final TestClock clock = new TestClock();
    private Collector collector = new Collector(CollectorSettings.DEFAULT, sink, clock);
    private TestRouter router;

    @BeforeEach
    void connect() {
        collector.monitor(WATCHED, 1);
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
        router.announce(PEER, P, 65002);
        endOfRib();
        sink.take();
    }

    private void endOfRib() {
        router.endOfRib(PEER, Family.IPV4);
        router.endOfRib(PEER, Family.IPV6);
    }

    private void send(byte[] update) {
        router.send(BmpBytes.routeMonitoring(PEER, clock.instant().getEpochSecond(), update));
    }

    private boolean doubtful() {
        return collector.peers().getFirst().doubtful();
    }

    private List<Doubt> doubts() {
        return collector.tables().stream()
                .flatMap(table -> table.doubts().stream())
                .distinct()
                .toList();
    }

    @Test
    void anUpdateThatCannotBeReadMakesTheTableDoubtful() {
        send(UNREADABLE);
        send(UNREADABLE);

        assertThat(doubts()).containsExactly(new Doubt(Reason.UNREADABLE, clock.instant(), 2));
        assertThat(collector.tables()).noneMatch(TableStatus::complete);
        assertThat(collector.peers().getFirst().resyncing())
                .as("no table is on its way")
                .isFalse();
    }

    @Test
    void absenceFromADoubtfulTableIsNoFact() {
        collector.resync(WATCHED, _ -> true);
        assertThat(sink.take()).contains("TABLE edge-1|192.0.2.2 198.51.100.0/24 [198.51.100.0/24]");
        send(UNREADABLE);
        collector.resync(WATCHED, _ -> true);
        assertThat(sink.take()).containsExactly("SYNC 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002");
    }

    @Test
    void itEndsWithTheNextTableThatIsComplete() {
        send(UNREADABLE);
        router.lose();
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
        assertThat(doubtful()).as("while it is coming").isTrue();
        router.announce(PEER, P, 65002);
        endOfRib();
        assertThat(doubtful()).isFalse();
        assertThat(collector.tables()).allMatch(TableStatus::complete);
    }

    @Test
    void whatTheNextTableDoesNotHaveIsNotWithdrawnWhereThatIsDoubtfulToo() {
        router.lose();
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
        send(UNREADABLE);
        router.announce(PEER, "198.51.100.0/25", 65002);
        endOfRib();
        clock.advance(1_000);
        collector.tick(clock.instant());

        assertThat(doubtful()).isTrue();
        assertThat(sink.take())
                .as("it may have been in what could not be read")
                .noneMatch(line -> line.startsWith("RESYNC"));
        assertThat(collector.routes(WATCHED, 10)).hasSize(2);
    }

    /** RFC 7606 section 3 j: MP_UNREACH_NLRI may have stood behind it. */
    @Test
    void anAttributeThatLiesAboutItsLengthMayHideWithdrawals() {
        byte[] lies = {(byte) 0x80, 4, (byte) 200, 0, 0, 0, 1};
        send(BgpBytes.update(NONE, lies, BgpBytes.nlri(IpPrefix.parse(P))));
        assertThat(doubtful()).isTrue();
        assertThat(collector.routes(WATCHED, 10)).as("treated as withdrawn").isEmpty();
    }

    @Test
    void withdrawalsThatWereFoundBehindItLeaveNoDoubt() {
        byte[] lies = {(byte) 0x80, 4, (byte) 200, 0, 0, 0, 1};
        byte[] unreach = {(byte) 0x80, 15, 8, 0, 2, 1, 32, 0x20, 0x01, 0x0d, (byte) 0xb8};
        send(BgpBytes.update(NONE, BgpBytes.concat(lies, unreach), NONE));
        assertThat(doubtful()).isFalse();
    }

    @Test
    void routesThatALimitLeavesOutAreADoubtOfAnotherKind() {
        CollectorSettings settings = new CollectorSettings(
                CollectorSettings.DEFAULT.quiet(),
                CollectorSettings.DEFAULT.grace(),
                CollectorSettings.DEFAULT.table(),
                CollectorSettings.DEFAULT.internetTables(),
                new CollectorSettings.Bounds(1, 1_000, 1_000, 1 << 20));
        collector = new Collector(settings, sink, clock);
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
        router.announce(PEER, "203.0.113.0/24", 65002);
        assertThat(doubts()).isEmpty();
        router.announce(PEER, "203.0.114.0/24", 65002);
        assertThat(doubts()).containsExactly(new Doubt(Reason.LEFT_OUT, clock.instant(), 1));
    }
}
