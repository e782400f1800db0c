/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.util.Comparator;

/** Where and by what it was measured. */
public record SeriesKey(String site, String source) implements Comparable<SeriesKey> {
    private static final Comparator<SeriesKey> ORDER =
            Comparator.comparing(SeriesKey::site).thenComparing(SeriesKey::source);

    /** What {@link #toString} writes. */
    public static SeriesKey parse(String text) {
        int bar = text.lastIndexOf('|');
        return new SeriesKey(text.substring(0, bar), text.substring(bar + 1));
    }

    static SeriesKey of(LatencyWindow window) {
        return new SeriesKey(window.site(), window.source());
    }

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }

    /** As events name it. */
    @Override
    public String toString() {
        return site + "|" + source;
    }
}
