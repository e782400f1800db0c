/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity.store;

import java.time.Instant;
import java.util.Comparator;
import org.openpeering.insights.activity.Counted;

/** A row of a level's table. */
record Stored(int series, Instant at, long part, Counted counted) {
    /** What was merged from the finer level; others are counters. */
    static final long MERGED = -1;

    static final Comparator<Stored> ORDER =
            Comparator.comparingInt(Stored::series).thenComparing(Stored::at).thenComparingLong(Stored::part);
}
