/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collector;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.store.QueryRepository.Sum;

/**
 * Makes points of what is read in the order of time, and hands them on as soon as nothing more can come to them. One thread's at a
 * time.
 */
final class Buckets<A, R> {
    private final Groups groups;
    private final Duration step;
    private final Collector<LatencyPoint, A, R> into;
    private final A made;
    private final SortedMap<Instant, SortedMap<Integer, Measured>> open = new TreeMap<>();

    Buckets(Groups groups, Duration step, Collector<LatencyPoint, A, R> into) {
        this.groups = groups;
        this.step = step;
        this.into = into;
        this.made = into.supplier().get();
    }

    Duration step() {
        return step;
    }

    /** @param until what comes later is not before it */
    boolean add(List<Sum> sums, Instant until) {
        for (Sum sum : sums) {
            open.computeIfAbsent(sum.at(), _ -> new TreeMap<>())
                    .computeIfAbsent(groups.of(sum.series()), _ -> new Measured())
                    .add(sum.row());
        }
        while (!open.isEmpty() && !open.firstKey().plus(step).isAfter(until)) {
            handOn(open.firstKey());
        }
        return !open.isEmpty();
    }

    private void handOn(Instant at) {
        SortedMap<Integer, Measured> bucket = open.remove(at);
        if (bucket != null) {
            bucket.forEach((group, sum) -> into.accumulator().accept(made, groups.point(group, at, sum.summary())));
        }
    }

    /** When all was read. */
    R all() {
        while (!open.isEmpty()) {
            handOn(open.firstKey());
        }
        return into.finisher().apply(made);
    }
}
