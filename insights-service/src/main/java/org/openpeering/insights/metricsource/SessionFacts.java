/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metricsource;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openpeering.contract.metric.Metric;
import org.openpeering.contract.partner.Peering;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.metric.Cell;
import org.openpeering.insights.metric.MetricSource;
import org.openpeering.insights.metric.Track;
import org.openpeering.insights.statistics.SessionSeries;
import org.openpeering.insights.statistics.SessionWindow;

/** {@code SessionAvailability} and {@code FlapCounts}, a track for each session; where nobody looked there is no cell. */
@ApplicationScoped
public class SessionFacts implements MetricSource {
    /** That the series answers at once. */
    private static final int MOST_WINDOWS = 10_000;

    private final Directory directory;
    private final SessionSeries sessions;

    SessionFacts(Directory directory, SessionSeries sessions) {
        this.directory = directory;
        this.sessions = sessions;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.SESSION_AVAILABILITY, Metric.FLAP_COUNTS);
    }

    @Override
    public Uni<List<Track>> read(Reading reading) {
        return directory
                .peerings()
                .find(reading.resource().key())
                .map(peering -> read(peering, reading))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    private Uni<List<Track>> read(Peering peering, Reading reading) {
        Duration grain = reading.finest().length();
        return Multi.createFrom()
                .iterable(parts(peering, reading, grain))
                .onItem()
                .transformToUniAndConcatenate(part -> sessions.series(peering, part.from(), part.to(), grain))
                .collect()
                .asList()
                .map(parts -> parts.stream()
                        .flatMap(List::stream)
                        .map(session -> track(session, reading.metric()))
                        .toList());
    }

    private record Part(Instant from, Instant to) {}

    /** Whole windows, in parts that are answered at once. */
    private static List<Part> parts(Peering peering, Reading reading, Duration grain) {
        long step = grain.toSeconds();
        long from = Math.floorDiv(reading.span().from().getEpochSecond(), step) * step;
        long to = Math.ceilDiv(reading.span().to().getEpochSecond(), step) * step;
        long part =
                step * Math.max(1, MOST_WINDOWS / Math.max(1, peering.sessions().size()));
        List<Part> parts = new ArrayList<>();
        for (long begin = from; begin < to; begin += part) {
            parts.add(new Part(Instant.ofEpochSecond(begin), Instant.ofEpochSecond(Math.min(to, begin + part))));
        }
        return parts;
    }

    private static Track track(SessionSeries.Of session, Metric metric) {
        return new Track(
                Map.of("ConnectionId", session.connection(), "SessionIp", session.sessionIp()),
                session.windows().stream()
                        .flatMap(window -> cell(window, metric))
                        .toList());
    }

    private static Stream<Cell> cell(SessionWindow window, Metric metric) {
        if (metric == Metric.FLAP_COUNTS) {
            return window.flapCount().stream().mapToObj(flaps -> Cell.of(window.at(), flaps));
        }
        return window.availability().stream().mapToObj(share -> Cell.of(window.at(), share));
    }
}
