/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of one level: from a time, until before another. */
public record Segment(Level level, Instant from, Instant to) {
    /** How many a series can have in it. */
    public long rows() {
        return Duration.between(from, to).dividedBy(level.step());
    }

    /** The same in the order of time, of so many rows of a series each. */
    public List<Segment> cut(long most) {
        List<Segment> parts = new ArrayList<>();
        Duration length = level.step().multipliedBy(most);
        for (Instant begin = from; begin.isBefore(to); begin = begin.plus(length)) {
            Instant end = begin.plus(length);
            parts.add(new Segment(level, begin, end.isBefore(to) ? end : to));
        }
        return parts;
    }
}
