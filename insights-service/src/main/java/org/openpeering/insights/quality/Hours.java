/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.util.Arrays;

/**
 * What a series was in each hour of the last seven days: the baseline. Immutable, equal by content.
 *
 * @param last the newest hour, since 1970
 * @param medians of each hour in tenths of a millisecond, by the hour's remainder; {@link Recent#NONE} where there was too little
 * @param least of each hour likewise
 * @param counts samples of each hour
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content, below.
public record Hours(long last, short[] medians, short[] least, short[] counts) {
    public static final int DAY = 24;
    static final int DAYS = 7;
    /** One more, since the hour of a week ago is wanted in the one that is not over. */
    public static final int HOURS = DAYS * DAY + 1;

    /** An hour with fewer samples says nothing of what is usual. */
    static final int ENOUGH = 30;

    static final Hours NOTHING = new Hours(Long.MIN_VALUE, filled(HOURS), filled(DAY), new short[DAY]);

    private static short[] filled(int size) {
        short[] cells = new short[size];
        Arrays.fill(cells, Recent.NONE);
        return cells;
    }

    private static int place(long hour, int size) {
        return (int) Math.floorMod(hour, (long) size);
    }

    private Hours at(long hour) {
        if (hour <= last) {
            return this;
        }
        short[] values = medians.clone();
        short[] shortest = least.clone();
        short[] numbers = counts.clone();
        long gone = last == Long.MIN_VALUE ? HOURS : Math.min(HOURS, hour - last);
        for (long between = hour - gone + 1; between <= hour; between++) {
            values[place(between, HOURS)] = Recent.NONE;
            shortest[place(between, DAY)] = Recent.NONE;
            numbers[place(between, DAY)] = 0;
        }
        return new Hours(hour, values, shortest, numbers);
    }

    /** With a minute of the hour. */
    Hours measured(long hour, double min, long count) {
        Hours now = at(hour);
        short cell = Recent.cell(min);
        int place = place(hour, DAY);
        boolean shorter = now.least[place] == Recent.NONE || cell < now.least[place];
        short[] shortest = now.least.clone();
        shortest[place] = shorter ? cell : now.least[place];
        short[] numbers = now.counts.clone();
        numbers[place] = (short) Math.min(Short.MAX_VALUE, now.counts[place] + count);
        return new Hours(now.last, now.medians, shortest, numbers);
    }

    /** With the median of an hour that is over; of one with too few samples, and of one that is forgotten, nothing is kept. */
    Hours closed(long hour, double median, long samples) {
        if (samples < ENOUGH || Double.isNaN(median) || last == Long.MIN_VALUE || hour <= last - HOURS) {
            return this;
        }
        Hours now = at(hour);
        short[] values = now.medians.clone();
        values[place(hour, HOURS)] = Recent.cell(median);
        return new Hours(now.last, values, now.least, now.counts);
    }

    /** On how many of the seven days before the hour of the day is known. */
    int days(long hour) {
        int number = 0;
        for (int day = 1; day <= DAYS; day++) {
            number += known(hour - (long) day * DAY) ? 1 : 0;
        }
        return number;
    }

    private boolean known(long hour) {
        return hour <= last && hour > last - HOURS && medians[place(hour, HOURS)] != Recent.NONE;
    }

    /** The median of this hour of the seven days before, in milliseconds; NaN when none is known. */
    double baseline(long hour) {
        double[] known = new double[DAYS];
        int size = 0;
        for (int day = 1; day <= DAYS; day++) {
            long before = hour - (long) day * DAY;
            if (known(before)) {
                known[size++] = medians[place(before, HOURS)] / 10.0;
            }
        }
        Arrays.sort(known, 0, size);
        return size == 0 ? Double.NaN : (known[(size - 1) / 2] + known[size / 2]) / 2;
    }

    /** The least within 24 hours, in milliseconds; NaN when nothing was measured. */
    double least(long hour) {
        short shortest = Recent.NONE;
        for (long each = hour - DAY + 1; each <= hour; each++) {
            short cell = each <= last && each > last - DAY ? least[place(each, DAY)] : Recent.NONE;
            shortest = cell != Recent.NONE && (shortest == Recent.NONE || cell < shortest) ? cell : shortest;
        }
        return shortest == Recent.NONE ? Double.NaN : shortest / 10.0;
    }

    /** Within 24 hours. */
    long samples(long hour) {
        long number = 0;
        for (long each = hour - DAY + 1; each <= hour; each++) {
            number += each <= last && each > last - DAY ? counts[place(each, DAY)] : 0;
        }
        return number;
    }

    /** How many of the last 24 hours have something. */
    int hours(long hour) {
        int number = 0;
        for (long each = hour - DAY + 1; each <= hour; each++) {
            number += each <= last && each > last - DAY && counts[place(each, DAY)] > 0 ? 1 : 0;
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hours that
                && last == that.last
                && Arrays.equals(medians, that.medians)
                && Arrays.equals(least, that.least)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(last) * 31 + Arrays.hashCode(least);
    }

    @Override
    public String toString() {
        return "Hours[until " + last + ", " + Arrays.toString(least) + "]";
    }
}
