/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity.store;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.insights.activity.Activity;
import org.openpeering.insights.activity.Counted;
import org.openpeering.insights.rollup.Due;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.LevelRepository;
import org.openpeering.insights.rollup.Segment;
import org.openpeering.kit.sql.Computation;

/** Keeps what was counted, and answers it; in the session of who calls. */
@ApplicationScoped
public class ActivityStore {
    /** Clocks of collectors may be ahead. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final ActivityRepository repository;
    private final LevelRepository levels;
    private final ActivityLadder ladder;
    private final Counter leftOut;

    ActivityStore(ActivityRepository repository, LevelRepository levels, ActivityLadder ladder, MeterRegistry meters) {
        this.repository = repository;
        this.levels = levels;
        this.ladder = ladder;
        this.leftOut = Counter.builder("openpeering.route.activity.left.out")
                .description("Messages of what was counted of a minute that is too long ago, or to come, to be stored")
                .register(meters);
    }

    /** Takes over messages. One that comes again, or late, changes nothing. */
    public Uni<Void> take(List<RouteActivity> messages, Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        Instant oldest = Level.MINUTE.since(now);
        for (Kind kind : Kind.values()) {
            Map<Place, RouteActivity> latest = messages.stream()
                    .filter(message -> message.kind() == kind)
                    .filter(message -> stored(message.at(), oldest, now))
                    .collect(Collectors.toMap(
                            Place::of,
                            message -> message,
                            BinaryOperator.maxBy(Comparator.comparingLong(RouteActivity::revision))));
            if (!latest.isEmpty()) {
                all = all.chain(() -> take(kind, latest.values()));
            }
        }
        return all;
    }

    private boolean stored(Instant at, Instant oldest, Instant now) {
        boolean stored = !at.isBefore(oldest) && !at.isAfter(now.plus(AHEAD));
        if (!stored) {
            leftOut.increment();
        }
        return stored;
    }

    private record Place(String subject, Instant at, long counter) {
        static Place of(RouteActivity message) {
            return new Place(message.subject(), Level.MINUTE.start(message.at()), message.counter());
        }
    }

    private Uni<Void> take(Kind kind, Collection<RouteActivity> messages) {
        TreeSet<String> subjects =
                messages.stream().map(RouteActivity::subject).collect(Collectors.toCollection(TreeSet::new));
        return repository
                .number(kind, subjects)
                .chain(() -> repository.series(kind, subjects))
                .map(series -> rows(messages, series))
                .call(rows -> repository.store(Level.MINUTE, rows))
                .chain(rows -> levels.lockSharedClosed(ladder)
                        .chain(closed -> levels.due(
                                ladder,
                                Due.upward(
                                        rows.stream().map(row -> new Due(Level.MINUTE, row.at(), row.series())),
                                        closed))));
    }

    private static List<Stored> rows(Collection<RouteActivity> messages, Map<String, Integer> series) {
        return messages.stream()
                .map(message -> new Stored(
                        requireNonNull(series.get(message.subject())),
                        Level.MINUTE.start(message.at()),
                        message.counter(),
                        Counted.of(message)))
                .sorted(Stored.ORDER)
                .toList();
    }

    /**
     * What was counted.
     *
     * @param since what is missing from then on is nothing; before, it is not known
     * @param groups windows of each, those in which nothing was counted left out
     */
    public record Answer(Instant since, Map<String, Map<Instant, Summary>> groups) {
        /** Null where nobody knows. */
        public @Nullable Summary of(String group, Instant at, boolean seen) {
            Summary summary = groups.getOrDefault(group, Map.of()).get(at);
            return summary != null ? summary : seen && !at.isBefore(since) ? Summary.NOTHING : null;
        }
    }

    /**
     * Windows of some subjects.
     *
     * @param groups what a subject is shown as
     * @param from and {@code to}: begins of windows
     */
    public Uni<Answer> windows(Kind kind, Map<String, String> groups, Instant from, Instant to, Duration window) {
        Level level = Level.dividing(window);
        Instant kept = level.since(Instant.now());
        return repository
                .begin()
                .map(begin -> begin.isAfter(kept) ? begin : kept)
                .chain(since -> repository
                        .series(kind, groups.keySet())
                        .chain(series -> series.isEmpty()
                                ? Uni.createFrom().item(Map.<String, Map<Instant, Summary>>of())
                                : levels.cover(ladder)
                                        .map(cover -> cover.of(from, to, level))
                                        .chain(segments -> rows(series.values(), segments))
                                        .chain(rows -> Computation.of(
                                                rows.size(), () -> grouped(rows, named(series, groups), window))))
                        .map(found -> new Answer(since, found)));
    }

    private Uni<List<Stored>> rows(Collection<Integer> series, List<Segment> segments) {
        return Multi.createFrom()
                .iterable(segments)
                .onItem()
                .transformToUniAndConcatenate(segment -> repository.rows(series, segment))
                .collect()
                .in(ArrayList<Stored>::new, List::addAll)
                .map(rows -> rows);
    }

    private static Map<Integer, String> named(Map<String, Integer> series, Map<String, String> groups) {
        Map<Integer, String> names = new HashMap<>();
        series.forEach((subject, number) -> names.put(number, requireNonNull(groups.get(subject))));
        return names;
    }

    /** One sum at a time is in memory. */
    private static Map<String, Map<Instant, Summary>> grouped(
            List<Stored> rows, Map<Integer, String> names, Duration window) {
        Map<String, Map<Instant, List<Counted>>> parts = new HashMap<>();
        for (Stored row : rows) {
            parts.computeIfAbsent(requireNonNull(names.get(row.series())), _ -> new TreeMap<>())
                    .computeIfAbsent(Level.bucket(row.at(), window), _ -> new ArrayList<>(2))
                    .add(row.counted());
        }
        Map<String, Map<Instant, Summary>> groups = new HashMap<>();
        Activity sum = new Activity();
        parts.forEach((group, windows) -> {
            Map<Instant, Summary> summaries = new HashMap<>();
            windows.forEach((at, counted) -> {
                sum.clear();
                counted.forEach(sum::add);
                summaries.put(at, Summary.of(sum));
            });
            groups.put(group, summaries);
        });
        return groups;
    }
}
