/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;

/**
 * Whatever a router says in whatever order, about whatever peer and time: what comes out holds together. Sessions go up and
 * down in turn, what is said of their tables is news, a route is told of sessions that are up alone, none is withdrawn that was
 * not announced, and in the end nothing is left.
 */
class WrongOrderTest {
    private static final String P = "198.51.100.0/24";
    private static final IpPrefix WATCHED = IpPrefix.parse(P);
    private static final IpPrefix INSIDE = IpPrefix.parse("198.51.100.128/25");
    private static final long LAST_SECOND = 0xFFFF_FFFFL;
    private static final List<byte[]> SAYINGS = sayings();

    private final TestRouter.TestClock clock = new TestRouter.TestClock();
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, new Judge(), clock);
    private final Set<SessionId> up = new HashSet<>();
    private final Map<SessionId, Boolean> complete = new HashMap<>();
    private final Set<String> held = new HashSet<>();

    private final class Judge implements CollectorSink {
        @Override
        public void session(SessionObservation seen) {
            SessionId id = seen.session().id();
            switch (seen) {
                case SessionObservation.Table table -> {
                    assertThat(up).contains(id);
                    assertThat(complete.put(id, table.complete())).isNotEqualTo(table.complete());
                }
                case SessionObservation.Established again
                when again.resumed() -> assertThat(up).contains(id);
                case SessionObservation.Established _ -> assertThat(up.add(id)).isTrue();
                case SessionObservation.Down _ -> assertThat(up.remove(id)).isTrue();
            }
            if (seen instanceof SessionObservation.Established now) {
                complete.put(id, now.complete());
            }
            assertThat(seen.arrival()).isEqualTo(clock.instant());
        }

        @Override
        public void route(RouteObservation seen) {
            SessionId id = seen.session().id();
            String route = id + " " + seen.route() + " " + seen.pathId();
            if (seen.announcement()) {
                assertThat(up).contains(id);
                held.add(route);
            } else {
                assertThat(held.remove(route)).isTrue();
            }
            assertThat(seen.arrival()).isEqualTo(clock.instant());
        }

        @Override
        public void synced(IpPrefix monitored, long revision) {}
    }

    private static List<byte[]> sayings() {
        Peer peer = Peer.of("192.0.2.2", 65002);
        Peer other = Peer.of("2001:db8::3", 65003);
        Peer unknown = Peer.of("192.0.2.9", 65009);
        byte[] open = BgpBytes.modernOpen(TestRouter.AS, 0);
        byte[] route = BgpBytes.announce(TestRouter.attributes(P, 65002, 64500), WATCHED, INSIDE);
        byte[] another = BgpBytes.announce(TestRouter.attributes(P, 65002, 64666), INSIDE);
        return List.of(
                BmpBytes.initiation("edge-1"),
                BmpBytes.peerUp(peer, 1, 1, open, BgpBytes.modernOpen(65002, 0)),
                BmpBytes.peerUp(peer, LAST_SECOND, 2, open, BgpBytes.modernOpen(65002, 0)),
                BmpBytes.peerUp(Peer.of("192.0.2.2", 65010), 0, 3, open, BgpBytes.modernOpen(65010, 0)),
                BmpBytes.peerUp(other, 5, 4, open, BgpBytes.modernOpen(65003, 0)),
                BmpBytes.routeMonitoring(peer, 0, route),
                BmpBytes.routeMonitoring(peer, LAST_SECOND, another),
                BmpBytes.routeMonitoring(peer, 1, BgpBytes.withdraw(WATCHED)),
                BmpBytes.routeMonitoring(peer, 2, BgpBytes.withdraw(INSIDE)),
                BmpBytes.routeMonitoring(other, 3, route),
                BmpBytes.routeMonitoring(unknown, 4, route),
                BmpBytes.routeMonitoring(peer.flags(0x40), 4, route),
                BmpBytes.routeMonitoring(peer.type(3), 4, route),
                BmpBytes.routeMonitoring(peer, 4, BgpBytes.endOfRib(Family.IPV4)),
                BmpBytes.routeMonitoring(peer, 4, new byte[19]),
                BmpBytes.peerDown(peer, 0, 4),
                BmpBytes.peerDown(other, LAST_SECOND, 1),
                BmpBytes.peerDown(unknown, 7, 3),
                BmpBytes.peerDown(peer, 7, 5),
                BmpBytes.message(1, new byte[3]),
                BmpBytes.message(99, new byte[7]));
    }

    @Property(tries = 300)
    void whatComesOutHoldsTogether(@ForAll @Size(max = 60) List<@IntRange(max = 24) Integer> order) {
        collector.monitor(WATCHED, 1);
        TestRouter router = new TestRouter(collector, "edge-1", clock);
        for (int each : order) {
            if (each < SAYINGS.size()) {
                router.send(SAYINGS.get(each));
            } else if (each < SAYINGS.size() + 2) {
                clock.advance(20);
                collector.tick(clock.instant());
            } else {
                router.lose();
                router = new TestRouter(collector, "edge-1", clock);
            }
        }
        router.lose();
        clock.advance(7200);
        collector.tick(clock.instant());

        assertThat(held).isEmpty();
        assertThat(up).isEmpty();
        assertThat(collector.peers()).isEmpty();
        assertThat(collector.failure()).isEmpty();
    }
}
