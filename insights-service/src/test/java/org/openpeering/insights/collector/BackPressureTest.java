/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.BmpBytes.Peer;

/** Nobody is read while the sink has no room: who does not come then is not late. */
class BackPressureTest {
    private static final Peer PEER = Peer.of("192.0.2.1", 64496);
    private static final Peer OTHER = Peer.of("192.0.2.5", 64511);

    private final RecordingSink sink = new RecordingSink();
    private final TestRouter.TestClock clock = new TestRouter.TestClock();
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, clock);

    private void tickAfter(long seconds) {
        clock.advance(seconds);
        collector.tick(clock.instant());
    }

    @Test
    void aTableThatCannotComeIsNotTakenForComplete() {
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        TestRouter before = new TestRouter(collector, "edge-1", clock);
        before.up(PEER);
        before.announce(PEER, "203.0.113.0/24", 64496);
        before.endOfRib(PEER, IpAddress.Family.IPV4);
        before.endOfRib(PEER, IpAddress.Family.IPV6);
        before.lose();
        TestRouter router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
        router.up(OTHER);
        router.announce(OTHER, "198.51.100.0/24", 64511);
        tickAfter(1);
        sink.take();

        sink.room = false;
        tickAfter(600);
        tickAfter(600);
        sink.room = true;
        tickAfter(20);
        assertThat(sink.take()).isEmpty();

        tickAfter(10);
        assertThat(sink.take()).containsExactly("RESYNC 203.0.113.0/24 EXACT 203.0.113.0/24");
    }

    @Test
    void aRouterThatCannotBeHeardIsNotTakenForLost() {
        TestRouter router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
        router.lose();
        tickAfter(1);
        sink.take();

        sink.room = false;
        tickAfter(600);
        sink.room = true;
        tickAfter(20);
        assertThat(sink.take()).isEmpty();

        tickAfter(10);
        assertThat(sink.take()).containsExactly("DOWN 192.0.2.1 BMP_SESSION_LOST");
    }
}
