/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.metric.Metric;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencyQueries;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.metric.Cell;
import org.openpeering.insights.metric.MetricSource;
import org.openpeering.insights.metric.Track;

/** Metric {@code RoundTripTime}: a track for each test, of round trips alone; what was not answered has no time. */
@ApplicationScoped
public class RoundTripTimes implements MetricSource {
    private final MonitorTestService tests;
    private final LatencyQueries latency;

    RoundTripTimes(MonitorTestService tests, LatencyQueries latency) {
        this.tests = tests;
        this.latency = latency;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.ROUND_TRIP_TIME);
    }

    @Override
    public Uni<List<Track>> read(Reading reading) {
        return tests.ids(reading.resource())
                .chain(ids -> ids.isEmpty() ? Uni.createFrom().item(List.of()) : read(ids, reading));
    }

    private Uni<List<Track>> read(List<ResourceId> ids, Reading reading) {
        Map<String, String> names = ids.stream().collect(Collectors.toMap(ResourceId::key, ResourceId::name));
        Selector selector = new Selector(Selector.Kind.TEST, names.keySet(), null, null, ProbeClass.ROUND_TRIP);
        Instant from = reading.span().from();
        Instant to = reading.span().to();
        Duration step = reading.finest().length();
        return latency.fits(selector, from, to, step)
                .invoke(fits -> {
                    if (!fits) {
                        throw MetricSource.tooMuch();
                    }
                })
                .chain(() -> latency.series(selector, from, to, step, Set.of(By.SUBJECT)))
                .map(points -> tracks(points, names));
    }

    private static List<Track> tracks(List<LatencyPoint> points, Map<String, String> names) {
        Map<String, List<Cell>> cells = new TreeMap<>();
        for (LatencyPoint point : points) {
            String name = point.subject() == null ? null : names.get(point.subject());
            if (name != null) {
                cell(point).forEach(cells.computeIfAbsent(name, _ -> new ArrayList<>())::add);
            }
        }
        return cells.entrySet().stream()
                .map(each -> new Track(Map.of("ConnectionMonitorTestName", each.getKey()), each.getValue()))
                .toList();
    }

    private static Stream<Cell> cell(LatencyPoint point) {
        LatencySummary summary = point.summary();
        Double mean = summary.mean();
        Double least = summary.min();
        Double most = summary.max();
        return mean == null || least == null || most == null
                ? Stream.of()
                : Stream.of(new Cell(point.at(), summary.received(), mean * summary.received(), least, most));
    }
}
