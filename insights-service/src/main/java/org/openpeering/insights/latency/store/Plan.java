/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.rollup.Due;
import org.openpeering.insights.rollup.Level;

/** Which rows the turns of a moment are added to: of the finest level that still takes their minute. Pure. */
record Plan(Map<Place, Measured> additions, int tooOld) {
    static final Comparator<Place> ORDER = Comparator.comparing(Place::level)
            .thenComparing(Place::at)
            .thenComparingInt(Place::series)
            .thenComparingInt(Place::part);

    static Plan of(Collection<Turn> turns, Map<SeriesKey, Integer> series, Instant now) {
        Map<Place, Measured> additions = new TreeMap<>(ORDER);
        int tooOld = 0;
        for (Turn turn : turns) {
            for (Map.Entry<WindowKey, Measured> window : turn.windows().entrySet()) {
                Instant minute = window.getKey().at();
                Level level = Level.taking(minute, now).orElse(null);
                if (level == null) {
                    tooOld++;
                } else {
                    Place place = new Place(
                            level,
                            requireNonNull(series.get(window.getKey().series())),
                            level.start(minute),
                            turn.part());
                    additions.computeIfAbsent(place, _ -> new Measured()).add(window.getValue());
                }
            }
        }
        return new Plan(additions, tooOld);
    }

    /** Of a level, in order, some at a time. */
    List<List<Place>> chunks(Level level, int size) {
        List<List<Place>> chunks = new ArrayList<>();
        for (Place place : additions.keySet()) {
            if (place.level() == level) {
                if (chunks.isEmpty() || chunks.getLast().size() == size) {
                    chunks.add(new ArrayList<>());
                }
                chunks.getLast().add(place);
            }
        }
        return chunks;
    }

    Set<Level> levels() {
        return additions.keySet().stream().map(Place::level).collect(Collectors.toSet());
    }

    /** The rows of a chunk with what was there before. */
    List<Stored> sums(List<Place> chunk, List<Stored> held) {
        Map<Place, Measured> sums = new HashMap<>();
        for (Stored row : held) {
            Place place = new Place(chunk.getFirst().level(), row.series(), row.at(), row.part());
            sums.computeIfAbsent(place, _ -> new Measured()).add(row.row());
        }
        List<Stored> rows = new ArrayList<>();
        for (Place place : chunk) {
            Measured sum = sums.computeIfAbsent(place, _ -> new Measured());
            sum.add(requireNonNull(additions.get(place)));
            rows.add(new Stored(place.series(), place.at(), place.part(), sum.row()));
        }
        return rows;
    }

    /** What has to be merged again, since it was before. */
    List<Due> due(Map<Level, Instant> closed) {
        return Due.upward(
                additions.keySet().stream().map(place -> new Due(place.level(), place.at(), place.series())), closed);
    }
}
