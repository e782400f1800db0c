/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time: from, and before until. */
record Stretch(Instant from, Instant until) {
    /** How much of it is in the other. */
    Duration within(Stretch other) {
        Instant begin = from.isAfter(other.from) ? from : other.from;
        Instant end = until.isBefore(other.until) ? until : other.until;
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }

    boolean holds(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }
}
