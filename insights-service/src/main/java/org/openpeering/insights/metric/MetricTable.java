/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.metric.Aggregation;
import org.openpeering.contract.metric.Grain;
import org.openpeering.contract.metric.Metric;

/**
 * The series of a metric: tracks that the filter lets pass, joined where nobody tells them apart, in points of the interval. A
 * point that nothing was measured in has no values.
 */
final class MetricTable {
    private MetricTable() {}

    /**
     * @param dimensions what tells it apart, by the names of the metric
     * @param points one for every interval of the time asked for
     */
    record Series(Map<String, String> dimensions, List<Point> points) {}

    /** @param cell null: nothing was measured */
    record Point(Instant at, @Nullable Cell cell) {}

    private record Group(Map<String, String> dimensions, TreeMap<Instant, Cell> cells) {
        void add(Instant at, Cell cell) {
            cells.merge(at, cell, Cell::and);
        }

        Cell whole() {
            return cells.values().stream().reduce(Cell::and).orElseThrow();
        }
    }

    static List<Series> of(Metric metric, MetricQuery query, List<Track> tracks) {
        Map<Map<String, String>, Group> groups = new LinkedHashMap<>();
        for (Track track : tracks) {
            if (query.filter().allows(track.dimensions())) {
                Map<String, String> apart = apart(metric, query, track);
                for (Cell cell : track.cells()) {
                    if (!cell.at().isBefore(query.span().from())
                            && cell.at().isBefore(query.span().to())) {
                        groups.computeIfAbsent(apart, key -> new Group(key, new TreeMap<>()))
                                .add(begin(cell.at(), query), cell);
                    }
                }
            }
        }
        Comparator<Group> order =
                Comparator.comparing(Group::whole, query.order().comparator());
        return groups.values().stream()
                .sorted(order.thenComparing(group -> group.dimensions().toString()))
                .limit(query.top())
                .map(group -> new Series(group.dimensions(), query.metadata() ? List.of() : points(group, query)))
                .toList();
    }

    private static Map<String, String> apart(Metric metric, MetricQuery query, Track track) {
        Map<String, String> apart = new LinkedHashMap<>();
        for (String folded : query.apart()) {
            for (String name : metric.dimensions()) {
                if (name.toLowerCase(Locale.ROOT).equals(folded)) {
                    apart.put(
                            name, Objects.requireNonNullElse(track.dimensions().get(name), ""));
                }
            }
        }
        return apart;
    }

    private static List<Point> points(Group group, MetricQuery query) {
        List<Point> points = new ArrayList<>();
        Duration step =
                query.grain() == null ? query.span().length() : query.grain().length();
        for (Instant at = begin(query.span().from(), query);
                at.isBefore(query.span().to());
                at = at.plus(step)) {
            points.add(new Point(at, group.cells().get(at)));
        }
        return points;
    }

    /** When the point begins that a time is in; points begin where the clock does, as a day's do at midnight. */
    private static Instant begin(Instant at, MetricQuery query) {
        Grain grain = query.grain();
        if (grain == null) {
            return query.span().from();
        }
        long step = grain.length().toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), step) * step);
    }

    static double value(Aggregation aggregation, Cell cell) {
        return switch (aggregation) {
            case AVERAGE -> cell.sum() / cell.count();
            case MINIMUM -> cell.least();
            case MAXIMUM -> cell.most();
            case TOTAL -> cell.sum();
            case COUNT -> cell.count();
        };
    }
}
