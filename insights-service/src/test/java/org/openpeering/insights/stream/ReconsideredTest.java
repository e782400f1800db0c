/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_ROUTE_LEAK_EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Learned;
import org.openpeering.insights.detection.Story;

/** What becomes known of networks after the routes have come. */
class ReconsideredTest {
    private static final int PREFIXES = 3 * Reconsidered.EACH_TURN;

    private static IpPrefix prefix(int n) {
        return IpPrefix.parse("2001:db8:" + Integer.toHexString(n) + "::/48");
    }

    @Test
    void allPrefixesAreJudgedAgainAFewInEachTurn() {
        try (TopologyFixture topology = new TopologyFixture(Story.START)) {
            for (int n = 0; n < PREFIXES; n++) {
                topology.declare(
                        new MonitoredPrefix(
                                prefix(n), 7, List.of(new Asn(Story.OWNER)), List.of(Story.PRIMARY_SESSION)),
                        Story.START);
                Instant at = Story.START.plusSeconds(1);
                topology.change(new RouteChange.Announced(
                        prefix(n), at, Story.TRANSIT.route(prefix(n), at, "64498 64511 65540 64510 64500")));
            }
            topology.driver.advanceWallClockTime(Duration.ofMillis(200));
            assertThat(topology.events()).isEmpty();

            topology.learn(Learned.by(3, new int[] {701, 64510, 65540}, new int[] {701, 64511, 65540}));
            List<Integer> each = new ArrayList<>();
            List<RoutingEvent> events = new ArrayList<>();
            for (int turn = 0; turn < 4; turn++) {
                topology.driver.advanceWallClockTime(Duration.ofMillis(50));
                List<RoutingEvent> some = topology.events();
                each.add(some.size());
                events.addAll(some);
            }
            assertThat(each).containsExactly(Reconsidered.EACH_TURN, Reconsidered.EACH_TURN, Reconsidered.EACH_TURN, 0);
            assertThat(events).allSatisfy(event -> {
                assertThat(event.type()).isEqualTo(PREFIX_ROUTE_LEAK_EVENT);
                assertThat(event.seenUpstream()).isEqualTo(new Asn(65540));
            });
            assertThat(events)
                    .extracting(RoutingEvent::prefix)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PREFIXES)
                            .mapToObj(ReconsideredTest::prefix)
                            .toList());

            // After a restart it is told again, in case that it was not: the same.
            try (TopologyFixture next = topology.restarted(Story.START.plusSeconds(2))) {
                next.driver.advanceWallClockTime(Duration.ofMillis(50));
                assertThat(next.events())
                        .extracting(RoutingEvent::id)
                        .containsExactlyInAnyOrderElementsOf(
                                events.stream().map(RoutingEvent::id).toList());
            }
        }
    }
}
