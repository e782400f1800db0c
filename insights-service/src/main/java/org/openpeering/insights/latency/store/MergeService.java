/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.latency.LatencyConfig;
import org.openpeering.insights.latency.Level;
import org.openpeering.insights.latency.Measured;
import org.openpeering.kit.sql.Computation;

/**
 * Levels from the finer ones. A level is closed bucket by bucket: from then on every series of the bucket is due, and what is
 * added to it later makes its series due again. What is due is merged whole each time, so doing it twice changes nothing.
 */
@ApplicationScoped
public class MergeService {
    private static final int CHUNK = 250;
    /** Buckets that are closed at once, after a rest. */
    private static final int BUCKETS = 288;

    private final MergeRepository repository;
    private final WindowRepository windows;
    private final Duration after;

    MergeService(MergeRepository repository, WindowRepository windows, LatencyConfig config) {
        this.repository = repository;
        this.windows = windows;
        this.after = config.mergeAfter();
    }

    /** Closes what can be closed of a level by now; whether anything was. */
    @WithTransaction
    public Uni<Boolean> close(Level level, Instant now) {
        Level finer = level.finer().orElseThrow();
        return repository
                .lockClosed(level)
                .chain(closed -> until(level, finer, closed, now)
                        .chain(until -> until.isAfter(closed)
                                ? repository.close(level, finer, closed, until).replaceWith(true)
                                : Uni.createFrom().item(false)));
    }

    /** The finer one has to be whole until there, and some time has to have gone since. */
    private Uni<Instant> until(Level level, Level finer, Instant closed, Instant now) {
        Instant most = closed.plus(level.step().multipliedBy(BUCKETS));
        Instant ended = earlier(level.start(now.minus(after)), most);
        return finer == Level.MINUTE
                ? Uni.createFrom().item(ended)
                : merged(finer).map(whole -> level.start(earlier(ended, whole)));
    }

    private Uni<Instant> merged(Level level) {
        return repository
                .closed()
                .chain(closed ->
                        repository.firstDue(level).map(due -> whole(closed.getOrDefault(level, Instant.MIN), due)));
    }

    static Instant whole(Instant closed, @Nullable Instant due) {
        return due == null ? closed : earlier(closed, due);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Merges some of a level; how many. */
    @WithTransaction
    public Uni<Integer> merge(Level level) {
        Level finer = level.finer().orElseThrow();
        return repository
                .take(level, CHUNK)
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(0)
                        : repository
                                .parts(due, level, finer)
                                .chain(parts -> Computation.of(() -> sums(level, parts)))
                                .chain(rows -> windows.store(level, rows))
                                .chain(() -> windows.lockSharedClosed())
                                .chain(closed -> windows.due(upward(level, due, closed)))
                                .replaceWith(due.size()));
    }

    private static List<Stored> sums(Level level, List<Stored> parts) {
        Map<Place, Measured> sums = new TreeMap<>(Plan.ORDER);
        for (Stored part : parts) {
            sums.computeIfAbsent(
                            new Place(level, part.series(), level.start(part.at()), Stored.MERGED), _ -> new Measured())
                    .add(part.row());
        }
        List<Stored> rows = new ArrayList<>();
        sums.forEach((place, sum) -> rows.add(new Stored(place.series(), place.at(), place.part(), sum.row())));
        return rows;
    }

    private static List<Due> upward(Level level, Collection<Due> due, Map<Level, Instant> closed) {
        return level.coarser().stream()
                .flatMap(coarser -> due.stream().map(each -> new Due(coarser, coarser.start(each.at()), each.series())))
                .filter(each -> each.at().isBefore(closed.getOrDefault(each.level(), Instant.MIN)))
                .distinct()
                .sorted(Comparator.comparing(Due::at).thenComparingInt(Due::series))
                .toList();
    }
}
