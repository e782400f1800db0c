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
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
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

    /** Of one counter each that are read at once: each has a sketch of some hundred bytes. */
    private static final int ROWS = 4_000;

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
        messages.forEach(Counted::of);
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
        boolean stored = !at.isBefore(oldest) && !toCome(at, now);
        if (!stored) {
            leftOut.increment();
        }
        return stored;
    }

    /** More than clocks may be ahead. */
    public static boolean toCome(Instant at, Instant now) {
        return at.isAfter(now.plus(AHEAD));
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
     * @param known since when who asks may know
     * @param from and {@code to}: begins of windows
     */
    public Uni<Answer> windows(
            Kind kind, Map<String, String> groups, Instant known, Instant from, Instant to, Duration window) {
        Level level = Level.dividing(window);
        Instant now = Instant.now();
        Instant kept = later(level.since(now), known);
        Instant first = later(from, whole(known, now));
        return repository
                .begin()
                .map(begin -> later(begin, kept))
                .chain(since -> repository
                        .series(kind, groups.keySet())
                        .chain(series -> series.isEmpty()
                                ? Uni.createFrom().item(Map.<String, Map<Instant, Summary>>of())
                                : levels.cover(ladder)
                                        .chain(cover -> parts(
                                                named(series, groups),
                                                new Segment(level, from, to).cut(Math.max(1, ROWS / series.size())),
                                                part -> cover.of(later(part.from(), first), part.to(), level),
                                                window)))
                        .map(found -> new Answer(since, found)));
    }

    /** One part after the other, so that few of the rows are in memory at once. */
    private Uni<Map<String, Map<Instant, Summary>>> parts(
            Map<Integer, String> names, List<Segment> parts, Function<Segment, List<Segment>> read, Duration window) {
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> rows(names.keySet(), read.apply(part))
                        .chain(rows -> Computation.of(rows.size(), () -> grouped(rows, names, window))))
                .collect()
                .in(
                        HashMap<String, Map<Instant, Summary>>::new,
                        (all, part) -> part.forEach((group, windows) ->
                                all.computeIfAbsent(group, _ -> new HashMap<>()).putAll(windows)))
                .map(all -> all);
    }

    /** From where on rows have nothing of before. */
    private static Instant whole(Instant known, Instant now) {
        return Arrays.stream(Level.values())
                .filter(level -> !known.isBefore(level.since(now)))
                .findFirst()
                .orElse(Level.DAY)
                .next(known);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
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
