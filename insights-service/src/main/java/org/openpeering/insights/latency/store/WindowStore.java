/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import static java.util.Objects.requireNonNull;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.LevelRepository;
import org.openpeering.kit.sql.Computation;

/**
 * Adds what readers have read to the tables, each sample once: the rows and the place up to which they were read are one
 * transaction, and who does not know the place as it is adds nothing.
 */
@ApplicationScoped
public class WindowStore {
    private static final int CHUNK = 1_000;
    private static final int SERIES_KEPT = 200_000;

    private final WindowRepository repository;
    private final LevelRepository levels;
    private final RoundTrips ladder;
    private final Map<SeriesKey, Integer> known = new ConcurrentHashMap<>();

    WindowStore(WindowRepository repository, LevelRepository levels, RoundTrips ladder) {
        this.repository = repository;
        this.levels = levels;
        this.ladder = ladder;
    }

    /** By partition; none where nothing of it was written yet. */
    @WithTransaction
    public Uni<Map<Integer, Long>> places(Collection<Integer> parts) {
        return repository.places(parts);
    }

    /** Moves the place of a partition whose offsets are others than they were: the topic was made anew. */
    @WithTransaction
    public Uni<Void> begin(int part, long offset) {
        return repository
                .lockPlaces(Set.of(part))
                .chain(() -> repository.move(List.of(new Turn(part, 0, offset, Map.of()))));
    }

    /** Makes numbers for the series that have none yet: before {@link #write}, whose rollback would take them back. */
    @WithTransaction
    public Uni<Void> acquaint(Collection<Turn> turns) {
        if (known.size() > SERIES_KEPT) {
            known.clear();
        }
        Set<SeriesKey> unknown = new HashSet<>();
        for (Turn turn : turns) {
            for (WindowKey window : turn.windows().keySet()) {
                if (!known.containsKey(window.series())) {
                    unknown.add(window.series());
                }
            }
        }
        return chunked(List.copyOf(unknown))
                .onItem()
                .transformToUniAndConcatenate(repository::series)
                .collect()
                .in(HashMap<SeriesKey, Integer>::new, Map::putAll)
                .invoke(known::putAll)
                .replaceWithVoid();
    }

    private static <T> Multi<List<T>> chunked(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return Multi.createFrom().iterable(chunks);
    }

    /** What was written, and how many windows were older than anything that is kept. */
    public record Written(List<WrittenWindow> minutes, int tooOld) {}

    /** @throws OvertakenException when a place is not where its turn begins */
    @WithTransaction
    public Uni<Written> write(Collection<Turn> turns, Instant now) {
        Set<Integer> parts = turns.stream().map(Turn::part).collect(Collectors.toCollection(TreeSet::new));
        Map<Integer, SeriesKey> names = new HashMap<>();
        return repository
                .lockPlaces(parts)
                .invoke(places -> refuseOvertaken(turns, places))
                .chain(() -> Computation.of(() -> Plan.of(turns, known, now)))
                .invoke(() -> turns.forEach(turn -> turn.windows()
                        .keySet()
                        .forEach(window -> names.put(known.get(window.series()), window.series()))))
                .chain(plan -> add(plan, names)
                        .call(() ->
                                levels.lockSharedClosed(ladder).chain(closed -> levels.due(ladder, plan.due(closed))))
                        .call(() -> repository.move(turns))
                        .map(minutes -> new Written(minutes, plan.tooOld())));
    }

    private static void refuseOvertaken(Collection<Turn> turns, Map<Integer, Long> places) {
        for (Turn turn : turns) {
            long place = places.getOrDefault(turn.part(), 0L);
            if (place != turn.before()) {
                throw new OvertakenException("partition " + turn.part() + " of latency-samples is added up to " + place
                        + ", not to " + turn.before());
            }
        }
    }

    private Uni<List<WrittenWindow>> add(Plan plan, Map<Integer, SeriesKey> names) {
        return Multi.createFrom()
                .iterable(plan.levels().stream()
                        .sorted(Comparator.naturalOrder())
                        .flatMap(level -> plan.chunks(level, CHUNK).stream())
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(chunk -> add(plan, chunk, names))
                .collect()
                .in(ArrayList<WrittenWindow>::new, List::addAll)
                .map(minutes -> minutes);
    }

    private Uni<List<WrittenWindow>> add(Plan plan, List<Place> chunk, Map<Integer, SeriesKey> names) {
        Level level = chunk.getFirst().level();
        return repository
                .held(chunk)
                .chain(held -> Computation.of(chunk.size(), () -> plan.sums(chunk, held)))
                .call(rows -> repository.store(level, rows))
                .map(rows -> level == Level.MINUTE
                        ? rows.stream()
                                .map(row ->
                                        new WrittenWindow(requireNonNull(names.get(row.series())), row.at(), row.row()))
                                .toList()
                        : List.of());
    }
}
