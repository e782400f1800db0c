/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What was measured, of a time. Opens its own session where there is none. */
public interface LatencyQueries {
    /**
     * Buckets of a step, from the one that {@code from} is in, to the one before {@code to}; those without samples are left out.
     * The order is by time, then by what is told apart.
     *
     * @param step a minute, or whole multiples of it that divide a day, or whole days
     */
    Uni<List<LatencyPoint>> series(Selector selector, Instant from, Instant to, Duration step, Set<By> apart);

    /** One point for each that is told apart, over the whole time; none where nothing was measured. */
    Uni<List<LatencyPoint>> points(Selector selector, Instant from, Instant to, Set<By> apart);

    /** All of it together. */
    default Uni<LatencySummary> summary(Selector selector, Instant from, Instant to) {
        return points(selector, from, to, Set.of())
                .map(points -> points.isEmpty()
                        ? LatencySummary.NOTHING
                        : points.getFirst().summary());
    }
}
