/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of a peering did.
 *
 * @param from the begin of the first window
 * @param to the end of the last one
 * @param granularity how long a window is: {@code PT1M}, {@code PT5M}, {@code PT1H} or {@code P1D}
 */
@RegisterForReflection
public record StatisticsView(Instant from, Instant to, Granularity granularity, List<SessionStatistics> sessions) {
    /**
     * One session.
     *
     * @param connectionIdentifier the connection that it belongs to
     * @param sessionAddress the partner's address
     * @param windows all of them, in their order
     */
    @RegisterForReflection
    public record SessionStatistics(String connectionIdentifier, String sessionAddress, List<Window> windows) {
        static SessionStatistics of(SessionHistoryService.CountedSession session) {
            return new SessionStatistics(
                    session.connection(),
                    session.sessionIp(),
                    session.windows().stream().map(Window::of).toList());
        }
    }

    /**
     * One window.
     *
     * @param at its begin
     * @param secondsSeen how long the session was looked at; less than the window is a gap
     * @param sessionAvailability the share of that time in which it was up, 0 to 1; null where nobody looked
     * @param flapCounts how often it went down; null where nobody looked, which is not 0
     * @param routes what was sent by it; null where nobody counted, which is not 0
     */
    @RegisterForReflection
    public record Window(
            Instant at,
            long secondsSeen,
            @Nullable Double sessionAvailability,
            @Nullable Integer flapCounts,
            @Nullable RouteCountsView routes) {
        static Window of(CountedWindow counted) {
            SessionWindow window = counted.sight();
            return new Window(
                    window.at(),
                    window.seen().toSeconds(),
                    window.availability().isPresent() ? window.availability().getAsDouble() : null,
                    window.flapCount().isPresent() ? window.flapCount().getAsInt() : null,
                    RouteCountsView.of(counted.counted()));
        }
    }
}
