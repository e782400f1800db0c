/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.IntStream;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencyQueries;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.latency.store.QueryRepository.Numbered;
import org.openpeering.insights.latency.store.QueryRepository.Sum;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.LevelRepository;
import org.openpeering.insights.rollup.Segment;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.sql.Computation;

/**
 * Answers from the tables. Rows are added up where they are, some at a time, so that what an answer needs of memory does not grow
 * with what it is of.
 */
@ApplicationScoped
public class StoredQueries implements LatencyQueries {
    /** What is read for one answer. */
    static final long MOST_ROWS = 1_200_000;
    /** What the database adds up at once. */
    static final long ROWS_AT_ONCE = 50_000;

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
    public <R> Uni<R> series(
            Selector selector,
            Instant from,
            Instant to,
            Duration step,
            Set<By> apart,
            Collector<LatencyPoint, ?, R> into) {
        return known(selector).chain(series -> {
            Groups groups = Groups.of(selector.kind(), series, apart);
            return segments(series, from, to, Level.dividing(step))
                    .chain(segments ->
                            read(selector.kind(), apart, series, segments, new Buckets<>(groups, step, into)));
        });
    }

    @Override
    @WithSession
    public Uni<Boolean> fits(Selector selector, Instant from, Instant to, Duration step) {
        return known(selector)
                .chain(series -> levels.cover(ladder)
                        .map(cover -> rows(series, cover.of(from, to, Level.dividing(step))) <= MOST_ROWS));
    }

    @Override
    @WithSession
    public Uni<List<List<LatencyPoint>>> points(Selector selector, Instant from, Instant to, List<Set<By>> ways) {
        return known(selector).chain(series -> {
            List<Totals> totals = ways.stream()
                    .map(way -> new Totals(Groups.of(selector.kind(), series, way)))
                    .toList();
            return segments(series, from, to, Level.DAY)
                    .chain(segments -> add(series, segments, totals))
                    .map(_ -> totals.stream().map(each -> each.points(from)).toList());
        });
    }

    private Uni<List<Numbered>> known(Selector selector) {
        return selector.subjects().isEmpty() ? Uni.createFrom().item(List.of()) : repository.series(selector);
    }

    private Uni<List<Segment>> segments(List<Numbered> series, Instant from, Instant to, Level coarsest) {
        return series.isEmpty()
                ? Uni.createFrom().item(List.of())
                : levels.cover(ladder)
                        .map(cover -> cover.of(from, to, coarsest))
                        .invoke(segments -> refuseTooMany(rows(series, segments)));
    }

    private static long rows(List<Numbered> series, List<Segment> segments) {
        return series.size() * segments.stream().mapToLong(Segment::rows).sum();
    }

    private static void refuseTooMany(long rows) {
        if (rows > MOST_ROWS) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "step",
                    "That is up to " + rows + " rows; at most " + MOST_ROWS
                            + " are read for an answer. Ask for a 'step' of whole days, a time that begins and ends at"
                            + " midnight (UTC), a shorter time, one 'site', or one prefix."));
        }
    }

    private <A, R> Uni<R> read(
            Selector.Kind kind, Set<By> apart, List<Numbered> series, List<Segment> segments, Buckets<A, R> buckets) {
        List<Long> numbers = numbers(series);
        long most = Math.max(1, ROWS_AT_ONCE / Math.max(1, series.size()));
        return Multi.createFrom()
                .iterable(segments.stream()
                        .flatMap(segment -> segment.cut(most).stream())
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(part -> repository
                        .sums(kind, apart, numbers, part, buckets.step())
                        .chain(sums -> Computation.of(sums.size(), () -> buckets.add(sums, part.to()))))
                .collect()
                .last()
                .chain(() -> Computation.of(buckets::all));
    }

    private static List<Long> numbers(List<Numbered> series) {
        return series.stream().map(each -> (long) each.series()).toList();
    }

    /** Some series at a time, over the whole time. */
    private Uni<Void> add(List<Numbered> series, List<Segment> segments, List<Totals> totals) {
        long each = segments.stream().mapToLong(Segment::rows).sum();
        int most = (int) Math.max(1, ROWS_AT_ONCE / Math.max(1, each));
        return Multi.createFrom()
                .iterable(IntStream.iterate(0, first -> first < series.size(), first -> first + most)
                        .boxed()
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(first -> sums(
                                series, first, Math.min(series.size(), first + most), segments)
                        .chain(sums -> Computation.of(sums.size(), () -> add(sums, totals))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<Sum>> sums(List<Numbered> series, int first, int end, List<Segment> segments) {
        List<Long> numbers = numbers(series.subList(first, end));
        return Multi.createFrom()
                .iterable(segments)
                .onItem()
                .transformToUniAndConcatenate(segment -> repository.sums(numbers, segment))
                .collect()
                .in(ArrayList<Sum>::new, List::addAll)
                .map(sums -> sums);
    }

    private static boolean add(List<Sum> sums, List<Totals> totals) {
        Map<Integer, Measured> series = new HashMap<>();
        sums.forEach(
                sum -> series.computeIfAbsent(sum.series(), _ -> new Measured()).add(sum.row()));
        totals.forEach(each -> each.add(series));
        return true;
    }
}
