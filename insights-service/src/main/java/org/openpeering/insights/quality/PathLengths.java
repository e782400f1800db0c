/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How long the best primary path was in the last 28 days: minutes by day and length. Immutable, equal by content.
 *
 * @param length of now, without prepending; 0 while there is no path
 * @param since when what is counted here ends and that length goes on
 * @param spent each entry a day, a length and minutes, see {@link #entry}; in order of days and lengths
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content, below.
public record PathLengths(int length, Instant since, int[] spent) {
    public static final PathLengths NONE = new PathLengths(0, Instant.EPOCH, new int[0]);

    static final int DAYS = 28;

    /** Longer ones count as so long. */
    static final int LONGEST = 31;

    /** Of what was seen for less nothing is called usual; minutes. */
    static final int ENOUGH = 24 * 60;

    /** Bounds what a path that changes all the time leaves behind. */
    private static final int MOST = DAYS * 6;

    private static final int DAY = 24 * 60;

    /** Days in the upper 16 bits, then 5 bits of length and 11 of minutes. */
    private static int entry(long day, int length, int minutes) {
        return (int) (day << 16) | (length << 11) | Math.min(minutes, DAY);
    }

    private static int day(int entry) {
        return entry >>> 16;
    }

    private static int length(int entry) {
        return (entry >>> 11) & 0x1F;
    }

    private static int minutes(int entry) {
        return entry & 0x7FF;
    }

    /** With another length from then on. */
    PathLengths moved(int to, Instant at) {
        int bounded = Math.min(to, LONGEST);
        if (bounded == length) {
            return this;
        }
        PathLengths until = at(at);
        return new PathLengths(bounded, at.isBefore(since) ? since : at, until.spent);
    }

    /** With what has passed until then; of more than 28 days ago nothing. */
    PathLengths at(Instant now) {
        if (!now.isAfter(since) || length == 0) {
            return this;
        }
        long today = Math.floorDiv(now.getEpochSecond(), 86_400L);
        long first = Math.max(Math.floorDiv(since.getEpochSecond(), 86_400L), today - DAYS + 1);
        PathLengths counted = this;
        for (long day = first; day <= today; day++) {
            Instant from = Instant.ofEpochSecond(day * 86_400L);
            Instant begin = since.isAfter(from) ? since : from;
            Instant midnight = from.plusSeconds(86_400);
            Instant end = now.isBefore(midnight) ? now : midnight;
            counted = counted.with(day, (int) Duration.between(begin, end).toMinutes());
        }
        int oldest = (int) Math.max(0, today - DAYS + 1);
        int[] kept =
                Arrays.stream(counted.spent).filter(each -> day(each) >= oldest).toArray();
        return new PathLengths(
                length, now, kept.length <= MOST ? kept : Arrays.copyOfRange(kept, kept.length - MOST, kept.length));
    }

    private PathLengths with(long day, int minutes) {
        for (int i = 0; i < spent.length; i++) {
            if (day(spent[i]) == day && length(spent[i]) == length) {
                int[] changed = spent.clone();
                changed[i] = entry(day, length, minutes(spent[i]) + minutes);
                return new PathLengths(length, since, changed);
            }
        }
        if (minutes == 0) {
            return this;
        }
        int[] more = Arrays.copyOf(spent, spent.length + 1);
        more[spent.length] = entry(day, length, minutes);
        // Days are below 2^15 until 2059; compared without sign behind that.
        int[] sorted = Arrays.stream(more)
                .mapToObj(each -> each)
                .sorted(Integer::compareUnsigned)
                .mapToInt(each -> each)
                .toArray();
        return new PathLengths(length, since, sorted);
    }

    /** The length that it had for longest, the shorter one of equals; 0 when too little is known. */
    int usual(Instant now) {
        int[] spentNow = at(now).spent;
        int[] total = new int[LONGEST + 1];
        int all = 0;
        for (int each : spentNow) {
            total[length(each)] += minutes(each);
            all += minutes(each);
        }
        int usual = 0;
        for (int each = 1; each <= LONGEST; each++) {
            usual = total[each] > total[usual] ? each : usual;
        }
        return all < ENOUGH ? 0 : usual;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathLengths that
                && length == that.length
                && since.equals(that.since)
                && Arrays.equals(spent, that.spent);
    }

    @Override
    public int hashCode() {
        return 31 * since.hashCode() + Arrays.hashCode(spent);
    }

    @Override
    public String toString() {
        return "PathLengths[" + length + " since " + since + ", " + spent.length + " counters]";
    }
}
