/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openpeering.insights.activity.Activity;
import org.openpeering.insights.rollup.Due;
import org.openpeering.insights.rollup.Ladder;
import org.openpeering.insights.rollup.Level;
import org.openpeering.kit.partition.PartitionedTable;
import org.openpeering.kit.sql.Computation;

/** The levels of what was counted, and their tables. */
@ApplicationScoped
public class ActivityLadder implements Ladder {
    /** Counts are told within seconds. */
    private static final Duration AFTER = Duration.ofMinutes(2);

    private final ActivityRepository repository;

    ActivityLadder(ActivityRepository repository) {
        this.repository = repository;
    }

    @Produces
    @Singleton
    static PartitionedTable activityMinutes() {
        return partitioned(Level.MINUTE);
    }

    @Produces
    @Singleton
    static PartitionedTable activityFiveMinutes() {
        return partitioned(Level.FIVE_MINUTES);
    }

    @Produces
    @Singleton
    static PartitionedTable activityHours() {
        return partitioned(Level.HOUR);
    }

    @Produces
    @Singleton
    static PartitionedTable activityDays() {
        return partitioned(Level.DAY);
    }

    private static PartitionedTable partitioned(Level level) {
        return new PartitionedTable(ActivityRepository.table(level), level.kept());
    }

    @Override
    public String name() {
        return ActivityRepository.NAME;
    }

    @Override
    public Duration after() {
        return AFTER;
    }

    @Override
    public Uni<Void> merge(Collection<Due> due, Level level, Level finer) {
        return repository
                .parts(due, level, finer)
                .chain(parts -> Computation.of(() -> sums(level, parts)))
                .chain(rows -> repository.store(level, rows));
    }

    private record Place(int series, Instant at) {}

    /** Rows of a level of rows of the finer one. Pure. */
    static List<Stored> sums(Level level, List<Stored> parts) {
        Map<Place, Activity> sums = new HashMap<>();
        for (Stored part : parts) {
            sums.computeIfAbsent(new Place(part.series(), level.start(part.at())), _ -> new Activity())
                    .add(part.counted());
        }
        List<Stored> rows = new ArrayList<>();
        sums.forEach((place, sum) -> rows.add(new Stored(place.series(), place.at(), Stored.MERGED, sum.row())));
        rows.sort(Stored.ORDER);
        return rows;
    }
}
