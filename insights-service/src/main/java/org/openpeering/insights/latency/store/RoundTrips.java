/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openpeering.insights.latency.LatencyConfig;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.rollup.Due;
import org.openpeering.insights.rollup.Ladder;
import org.openpeering.insights.rollup.Level;
import org.openpeering.kit.sql.Computation;

/** The levels of round trips. */
@ApplicationScoped
public class RoundTrips implements Ladder {
    static final String NAME = "latency";

    private final WindowRepository windows;
    private final Duration after;

    RoundTrips(WindowRepository windows, LatencyConfig config) {
        this.windows = windows;
        this.after = config.mergeAfter();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration after() {
        return after;
    }

    @Override
    public Uni<Void> merge(Collection<Due> due, Level level, Level finer) {
        return windows.parts(due, level, finer)
                .chain(parts -> Computation.of(() -> sums(level, parts)))
                .chain(rows -> windows.store(level, rows));
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
}
