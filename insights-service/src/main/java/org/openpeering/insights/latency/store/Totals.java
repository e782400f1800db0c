/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.Measured;

/** One sum for each group. One thread's at a time. */
final class Totals {
    private final Groups groups;
    private final SortedMap<Integer, Measured> sums = new TreeMap<>();

    Totals(Groups groups) {
        this.groups = groups;
    }

    /** @param series by their numbers */
    void add(Map<Integer, Measured> series) {
        series.forEach((number, sum) ->
                sums.computeIfAbsent(groups.of(number), _ -> new Measured()).add(sum));
    }

    List<LatencyPoint> points(Instant at) {
        List<LatencyPoint> points = new ArrayList<>();
        sums.forEach((group, sum) -> points.add(groups.point(group, at, sum.summary())));
        return points;
    }
}
