/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metricsource;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.metric.Metric;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringProbe;
import org.openpeering.contract.partner.ProbeProtocol;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencyQueries;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.metric.Cell;
import org.openpeering.insights.metric.MetricSource;
import org.openpeering.insights.metric.Track;

/**
 * The three metrics of connectivity probes, a track for each protocol, a cell for each probe; where nothing was measured there is
 * none, and of what nothing came back there is availability only.
 */
@ApplicationScoped
public class ProbeFacts implements MetricSource {
    /** Of all probes together, that are asked for at once. */
    private static final int MOST_BUCKETS = 10_000;

    private final Directory directory;
    private final LatencyQueries latency;

    ProbeFacts(Directory directory, LatencyQueries latency) {
        this.directory = directory;
        this.latency = latency;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(
                Metric.CONNECTIVITY_PROBE_AVAILABILITY,
                Metric.CONNECTIVITY_PROBE_JITTER,
                Metric.CONNECTIVITY_PROBE_LATENCY);
    }

    @Override
    public Uni<List<Track>> read(Reading reading) {
        Map<String, ProbeProtocol> tests = directory
                .peerings()
                .find(reading.resource().key())
                .map(ProbeFacts::tests)
                .orElse(Map.of());
        if (tests.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Selector selector = new Selector(Selector.Kind.TEST, tests.keySet(), null, null, ProbeClass.ROUND_TRIP);
        Duration grain = reading.finest().length();
        Duration part = grain.multipliedBy(Math.max(1, MOST_BUCKETS / tests.size()));
        return Multi.createFrom()
                .iterable(begins(reading.span().from(), reading.span().to(), grain, part))
                .onItem()
                .transformToUniAndConcatenate(begin -> latency.series(
                        selector,
                        begin,
                        earlier(begin.plus(part), reading.span().to()),
                        grain,
                        Set.of(By.SUBJECT)))
                .collect()
                .in(ArrayList<LatencyPoint>::new, List::addAll)
                .map(points -> tracks(tests, points, reading.metric()));
    }

    /** Of parts that are answered at once; whole buckets. */
    private static List<Instant> begins(Instant from, Instant to, Duration grain, Duration part) {
        List<Instant> begins = new ArrayList<>();
        long step = grain.toSeconds();
        Instant begin = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), step) * step);
        for (; begin.isBefore(to); begin = begin.plus(part)) {
            begins.add(begin);
        }
        return begins;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Map<String, ProbeProtocol> tests(Peering peering) {
        return peering.connectivityProbes().stream()
                .collect(Collectors.toMap(probe -> probe.test(peering.id()), PeeringProbe::protocol, (one, _) -> one));
    }

    private static List<Track> tracks(Map<String, ProbeProtocol> tests, List<LatencyPoint> points, Metric metric) {
        Map<ProbeProtocol, List<Cell>> cells = new EnumMap<>(ProbeProtocol.class);
        for (LatencyPoint point : points) {
            ProbeProtocol protocol = tests.get(point.subject());
            if (protocol != null) {
                cell(point.at(), point.summary(), metric)
                        .forEach(cell -> cells.computeIfAbsent(protocol, _ -> new ArrayList<>())
                                .add(cell));
            }
        }
        return cells.entrySet().stream()
                .map(each -> new Track(Map.of("Protocol", each.getKey().wire()), each.getValue()))
                .toList();
    }

    private static Stream<Cell> cell(Instant at, LatencySummary summary, Metric metric) {
        @Nullable
        Double value = switch (metric) {
            case CONNECTIVITY_PROBE_AVAILABILITY -> summary.loss() == null ? null : 100 * (1 - summary.loss());
            case CONNECTIVITY_PROBE_JITTER -> summary.jitter();
            default -> summary.mean();
        };
        return value == null ? Stream.of() : Stream.of(Cell.of(at, value));
    }
}
