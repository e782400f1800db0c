/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one source has measured of a prefix at one site.
 *
 * @param agents who measured within an hour of who measured last, with the minute in which they did last, since 1970
 * @param moved the minute in which none of these measured any more, but others; {@link Long#MIN_VALUE} for never
 */
public record Series(Recent recent, Hours hours, SortedMap<String, Long> agents, long moved) {
    public static final Series NOTHING =
            new Series(Recent.NOTHING, Hours.NOTHING, Collections.emptySortedMap(), Long.MIN_VALUE);

    /** Agents that are remembered of a series; of more those that measured last. */
    static final int MOST_AGENTS = 4;

    /** What is usual has to be known of so many of seven days. */
    static final int DAYS = 3;

    /** What begins so soon after somebody else came to measure is his doing, and no change of the way; minutes. */
    static final int SETTLING = 30;

    private static final int HOUR = Recent.MINUTES;

    public Series {
        agents = Collections.unmodifiableSortedMap(agents);
    }

    /** With a minute that is later than all before. */
    Series with(long minute, LatencyWindow window) {
        boolean others = !window.agents().isEmpty()
                && !agents.isEmpty()
                && Collections.disjoint(window.agents(), agents.keySet());
        long hour = Math.floorDiv(minute, (long) HOUR);
        Hours before = hours;
        long last = recent.last();
        if (last != Long.MIN_VALUE && Math.floorDiv(last, (long) HOUR) < hour) {
            long over = Math.floorDiv(last, (long) HOUR);
            long end = over * HOUR + HOUR - 1;
            before = hours.closed(over, recent.median(end, HOUR), recent.samples(end, HOUR));
        }
        return new Series(
                recent.with(minute, window.p50(), window.count()),
                before.measured(hour, window.min(), window.count()),
                heard(minute, window.agents()),
                others ? minute : moved);
    }

    private SortedMap<String, Long> heard(long minute, List<String> names) {
        if (names.isEmpty()) {
            return agents;
        }
        SortedMap<String, Long> now = new TreeMap<>(agents);
        now.values().removeIf(last -> last <= minute - HOUR);
        names.forEach(name -> now.put(name, minute));
        while (now.size() > MOST_AGENTS) {
            now.remove(Collections.min(
                            now.entrySet(),
                            Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .getKey());
        }
        return now;
    }

    public Series with(Hours other) {
        return new Series(recent, other, agents, moved);
    }

    /** Where it was measured from somewhere else before: nothing is known of what is usual here. */
    Series forgotten() {
        return new Series(recent, Hours.NOTHING, agents, Long.MIN_VALUE);
    }

    boolean settling(long minute) {
        return moved != Long.MIN_VALUE && minute - moved < SETTLING;
    }

    /** What is usual at this hour, in milliseconds; NaN where too little is known. */
    double baseline(long minute) {
        long hour = Math.floorDiv(minute, (long) HOUR);
        return hours.days(hour) < DAYS ? Double.NaN : hours.baseline(hour);
    }

    int days(long minute) {
        return hours.days(Math.floorDiv(minute, (long) HOUR));
    }

    double least(long minute) {
        return hours.least(Math.floorDiv(minute, (long) HOUR));
    }

    long samples(long minute) {
        return hours.samples(Math.floorDiv(minute, (long) HOUR));
    }

    int measuredHours(long minute) {
        return hours.hours(Math.floorDiv(minute, (long) HOUR));
    }
}
