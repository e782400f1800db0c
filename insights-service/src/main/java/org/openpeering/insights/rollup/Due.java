/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A bucket of a series that is to be merged from the finer level. */
public record Due(Level level, Instant at, int series) {
    /**
     * What of a coarser level has to be merged again, since it was before something was added to it.
     *
     * @param added to which buckets of which series
     * @param closed until when each level was merged
     */
    public static List<Due> upward(Stream<Due> added, Map<Level, Instant> closed) {
        return added.flatMap(each -> each.level().coarser().stream()
                        .map(coarser -> new Due(coarser, coarser.start(each.at()), each.series())))
                .filter(due -> due.at().isBefore(closed.getOrDefault(due.level(), Instant.MIN)))
                .distinct()
                .sorted(Comparator.comparing(Due::level).thenComparing(Due::at).thenComparingInt(Due::series))
                .toList();
    }

    static List<Long> longs(Collection<Due> rows, ToLongFunction<Due> column) {
        return rows.stream().map(column::applyAsLong).toList();
    }
}
