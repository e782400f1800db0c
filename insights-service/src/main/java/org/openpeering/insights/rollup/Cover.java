/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which rows a time is read from: the coarsest that lie within it, and finer ones at its edges. Where finer ones are not kept any
 * more, an edge is moved outward to the next row that is. Pure.
 *
 * @param now by which rows are gone
 * @param merged until when each level is whole; of {@link Level#MINUTE} nothing is said
 */
public record Cover(Instant now, Map<Level, Instant> merged) {
    public Cover {
        merged = Map.copyOf(merged);
    }

    /** In the order of time. */
    public List<Segment> of(Instant from, Instant to, Level coarsest) {
        List<Segment> segments = new ArrayList<>();
        add(segments, from, to, coarsest);
        return segments;
    }

    private void add(List<Segment> segments, Instant from, Instant to, Level level) {
        if (!from.isBefore(to)) {
            return;
        }
        Level finer = level.finer().orElse(null);
        if (finer == null) {
            segments.add(new Segment(level, level.start(from), level.next(to)));
            return;
        }
        Instant kept = finer.since(now);
        Instant begin = from.isBefore(kept) ? level.start(from) : level.next(from);
        Instant end =
                earlier(to.isBefore(kept) ? level.next(to) : level.start(to), merged.getOrDefault(level, Instant.MIN));
        if (!begin.isBefore(end)) {
            add(segments, from, to, finer);
            return;
        }
        add(segments, from, begin, finer);
        segments.add(new Segment(level, begin, end));
        add(segments, end, to, finer);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
