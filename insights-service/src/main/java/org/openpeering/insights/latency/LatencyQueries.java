/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What was measured, of a time. Opens its own session where there is none. */
public interface LatencyQueries {
    /**
     * Buckets of a step, from the one that {@code from} is in, to the one before {@code to}; those without samples are left out.
     * The order is by time, then by what is told apart. Each is handed on as soon as it is known, so that however many there are
     * what they are collected into is what is held.
     *
     * @param step a minute, or whole multiples of it that divide a day, or whole days
     */
    <R> Uni<R> series(
            Selector selector,
            Instant from,
            Instant to,
            Duration step,
            Set<By> apart,
            Collector<LatencyPoint, ?, R> into);

    /** All of them. */
    default Uni<List<LatencyPoint>> series(Selector selector, Instant from, Instant to, Duration step, Set<By> apart) {
        return series(selector, from, to, step, apart, Collectors.toList());
    }

    /** Whether {@link #series} has not more to read for its answer than it reads; else it refuses. */
    Uni<Boolean> fits(Selector selector, Instant from, Instant to, Duration step);

    /**
     * For each of the ways to tell apart: one point for each that is told apart, over the whole time; none where nothing was
     * measured. What is stored is read once for all of them.
     */
    Uni<List<List<LatencyPoint>>> points(Selector selector, Instant from, Instant to, List<Set<By>> ways);

    /** Of one way. */
    default Uni<List<LatencyPoint>> points(Selector selector, Instant from, Instant to, Set<By> apart) {
        return points(selector, from, to, List.of(apart)).map(List::getFirst);
    }

    /** All of it together. */
    default Uni<LatencySummary> summary(Selector selector, Instant from, Instant to) {
        return points(selector, from, to, Set.of())
                .map(points -> points.isEmpty()
                        ? LatencySummary.NOTHING
                        : points.getFirst().summary());
    }
}
