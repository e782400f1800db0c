/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.util.Arrays;

/**
 * The latest sixty minutes of a series; immutable, equal by content. What does not fit a cell is taken for the most that does.
 *
 * @param last the newest minute, since 1970
 * @param medians of each minute in tenths of a millisecond, by the minute's remainder; {@link #NONE} where there was nothing
 * @param counts samples of each minute
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content, below.
public record Recent(long last, short[] medians, short[] counts) {
    public static final int MINUTES = 60;
    static final short NONE = -1;
    static final Recent NOTHING = new Recent(Long.MIN_VALUE, filled(), new short[MINUTES]);

    private static short[] filled() {
        short[] cells = new short[MINUTES];
        Arrays.fill(cells, NONE);
        return cells;
    }

    /** Tenths of a millisecond. */
    static short cell(double milliseconds) {
        return (short) Math.min(Short.MAX_VALUE, Math.round(milliseconds * 10));
    }

    /** Of a minute that is later than all before. */
    Recent with(long minute, double median, long count) {
        short[] values = medians.clone();
        short[] numbers = counts.clone();
        long gone = last == Long.MIN_VALUE ? MINUTES : Math.min(MINUTES, minute - last);
        for (long between = minute - gone + 1; between <= minute; between++) {
            values[place(between)] = NONE;
            numbers[place(between)] = 0;
        }
        values[place(minute)] = cell(median);
        numbers[place(minute)] = (short) Math.min(Short.MAX_VALUE, count);
        return new Recent(minute, values, numbers);
    }

    private static int place(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }

    private boolean holds(long minute) {
        return minute <= last && minute > last - MINUTES && medians[place(minute)] != NONE;
    }

    /** Minutes with something, of those up to one and no older than so many. */
    int minutes(long upTo, int span) {
        int number = 0;
        for (long minute = upTo - span + 1; minute <= upTo; minute++) {
            number += holds(minute) ? 1 : 0;
        }
        return number;
    }

    long samples(long upTo, int span) {
        long number = 0;
        for (long minute = upTo - span + 1; minute <= upTo; minute++) {
            number += holds(minute) ? counts[place(minute)] : 0;
        }
        return number;
    }

    /** The median of the minutes' medians, each as heavy as its samples, in milliseconds; NaN when there are none. */
    double median(long upTo, int span) {
        long[] weighed = new long[span];
        int size = 0;
        long all = 0;
        for (long minute = upTo - span + 1; minute <= upTo; minute++) {
            if (holds(minute)) {
                weighed[size++] = ((long) medians[place(minute)] << Integer.SIZE) | counts[place(minute)];
                all += counts[place(minute)];
            }
        }
        Arrays.sort(weighed, 0, size);
        long below = 0;
        for (int i = 0; i < size; i++) {
            below += (int) weighed[i];
            if (2 * below >= all) {
                return (weighed[i] >> Integer.SIZE) / 10.0;
            }
        }
        return Double.NaN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recent that
                && last == that.last
                && Arrays.equals(medians, that.medians)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(last) * 31 + Arrays.hashCode(medians);
    }

    @Override
    public String toString() {
        return "Recent[until " + last + ", " + Arrays.toString(medians) + "]";
    }
}
