/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;

/**
 * What became of a monitored prefix.
 *
 * @param from the begin of the first window
 * @param to the end of the last one
 * @param granularity how long a window is: {@code PT1M}, {@code PT5M}, {@code PT1H} or {@code P1D}
 * @param windows all of them, in their order
 */
@RegisterForReflection
public record PrefixStatisticsView(
        IpPrefix prefix, Instant from, Instant to, Granularity granularity, List<Window> windows) {
    /**
     * One window.
     *
     * @param at its begin
     * @param secondsSeen how long it was looked at; less than the window is a gap
     * @param availability the share of that time in which a session of the network had a route, 0 to 1; null where nobody looked
     * @param flapCounts how often the last such route went; null where nobody looked, which is not 0
     * @param routes changes of routes for exactly the prefix, of sessions and of vantages elsewhere; null where nobody counted
     */
    @RegisterForReflection
    public record Window(
            Instant at,
            long secondsSeen,
            @Nullable Double availability,
            @Nullable Integer flapCounts,
            @Nullable RouteCountsView routes) {
        static Window of(CountedWindow window) {
            StatisticsView.Window both = StatisticsView.Window.of(window);
            return new Window(
                    both.at(), both.secondsSeen(), both.sessionAvailability(), both.flapCounts(), both.routes());
        }
    }
}
