/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

/**
 * What one source has measured of a prefix at one site.
 *
 * @param vantage who measured last
 * @param moved the minute in which that became another one, since 1970; {@link Long#MIN_VALUE} for never
 */
public record Series(Recent recent, Hours hours, String vantage, long moved) {
    public static final Series NOTHING = new Series(Recent.NOTHING, Hours.NOTHING, "", Long.MIN_VALUE);

    /** What is usual has to be known of so many of seven days. */
    static final int DAYS = 3;

    /** What begins so soon after somebody else came to measure is his doing, and no change of the way; minutes. */
    static final int SETTLING = 30;

    private static final int HOUR = Recent.MINUTES;

    /** With a minute that is later than all before. */
    Series with(long minute, LatencyWindow window) {
        boolean another = !window.vantage().equals(vantage)
                && recent.last() != Long.MIN_VALUE
                && !window.vantage().isEmpty();
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
                window.vantage().isEmpty() ? vantage : window.vantage(),
                another ? minute : moved);
    }

    public Series with(Hours other) {
        return new Series(recent, other, vantage, moved);
    }

    /** Where it was measured from somewhere else before: nothing is known of what is usual here. */
    Series forgotten() {
        return new Series(recent, Hours.NOTHING, vantage, Long.MIN_VALUE);
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
