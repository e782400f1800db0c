/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a session did in a window of time.
 *
 * @param at its begin
 * @param seen how long it was looked at: less than the window is a gap, none is nothing known
 * @param up how long of that it was up
 * @param flaps how often it went down
 */
public record SessionWindow(Instant at, Duration seen, Duration up, int flaps) {
    /** {@code SessionAvailability}: the share of the time that it was looked at, 0 to 1; empty where nobody looked. */
    public OptionalDouble availability() {
        return seen.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) up.toMillis() / Math.max(1, seen.toMillis()));
    }

    /** {@code FlapCounts}; empty where nobody looked, which is not none. */
    public OptionalInt flapCount() {
        return seen.isZero() ? OptionalInt.empty() : OptionalInt.of(flaps);
    }
}
