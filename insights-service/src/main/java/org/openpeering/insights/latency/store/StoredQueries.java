/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import static java.util.Objects.requireNonNull;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencyQueries;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.latency.store.QueryRepository.Numbered;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.LevelRepository;
import org.openpeering.insights.rollup.Segment;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.sql.Computation;

/** Answers from the tables. */
@ApplicationScoped
public class StoredQueries implements LatencyQueries {
    /** What is read for one answer. */
    static final long MOST_ROWS = 200_000;

    private final QueryRepository repository;
    private final LevelRepository levels;
    private final RoundTrips ladder;

    StoredQueries(QueryRepository repository, LevelRepository levels, RoundTrips ladder) {
        this.repository = repository;
        this.levels = levels;
        this.ladder = ladder;
    }

    @Override
    @WithSession
    public Uni<List<LatencyPoint>> series(Selector selector, Instant from, Instant to, Duration step, Set<By> apart) {
        Level coarsest = Level.dividing(step);
        return answer(selector, from, to, coarsest, apart, at -> Level.bucket(at, step));
    }

    @Override
    @WithSession
    public Uni<List<LatencyPoint>> points(Selector selector, Instant from, Instant to, Set<By> apart) {
        return answer(selector, from, to, Level.DAY, apart, _ -> from);
    }

    /** What is told apart. */
    private record Group(
            Instant at,
            @Nullable String subject,
            @Nullable String site,
            @Nullable SampleSource source) {
        static final Comparator<Group> ORDER = Comparator.comparing(Group::at)
                .thenComparing(Group::subject, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Group::site, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Group::source, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    private Uni<List<LatencyPoint>> answer(
            Selector selector, Instant from, Instant to, Level coarsest, Set<By> apart, Function<Instant, Instant> at) {
        if (selector.subjects().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return repository
                .series(selector)
                .chain(series -> series.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : levels.cover(ladder)
                                .map(cover -> cover.of(from, to, coarsest))
                                .invoke(segments -> refuseTooMany(series, segments))
                                .chain(segments -> rows(series, segments))
                                .chain(rows ->
                                        Computation.of(rows.size(), () -> points(selector, series, rows, apart, at))));
    }

    private static void refuseTooMany(List<Numbered> series, List<Segment> segments) {
        long rows = 0;
        for (Segment segment : segments) {
            rows += series.size()
                    * (Duration.between(segment.from(), segment.to()).toSeconds()
                            / segment.level().step().toSeconds());
        }
        if (rows > MOST_ROWS) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "step",
                    "That is up to " + rows + " rows; at most " + MOST_ROWS
                            + " are read for an answer. Ask for a longer 'step', a shorter time, or one 'site'."));
        }
    }

    private Uni<List<Stored>> rows(List<Numbered> series, List<Segment> segments) {
        List<Integer> numbers = series.stream().map(Numbered::series).toList();
        return Multi.createFrom()
                .iterable(segments)
                .onItem()
                .transformToUniAndConcatenate(segment -> repository.rows(numbers, segment))
                .collect()
                .in(ArrayList<Stored>::new, List::addAll)
                .map(rows -> rows);
    }

    private static List<LatencyPoint> points(
            Selector selector, List<Numbered> series, List<Stored> rows, Set<By> apart, Function<Instant, Instant> at) {
        Map<Integer, SeriesKey> keys = series.stream().collect(Collectors.toMap(Numbered::series, Numbered::key));
        Map<Group, Measured> groups = new HashMap<>();
        for (Stored row : rows) {
            SeriesKey key = requireNonNull(keys.get(row.series()));
            String subject = selector.kind() == Selector.Kind.SHOWN_PREFIX ? key.shown() : key.subject();
            Group group = new Group(
                    at.apply(row.at()),
                    apart.contains(By.SUBJECT) ? subject : null,
                    apart.contains(By.SITE) ? key.site() : null,
                    apart.contains(By.SOURCE) ? key.source() : null);
            groups.computeIfAbsent(group, _ -> new Measured()).add(row.row());
        }
        Map<Group, Measured> ordered = new TreeMap<>(Group.ORDER);
        ordered.putAll(groups);
        List<LatencyPoint> points = new ArrayList<>();
        ordered.forEach((group, sum) ->
                points.add(new LatencyPoint(group.at(), group.subject(), group.site(), group.source(), sum.summary())));
        return points;
    }
}
