/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import java.time.Duration;

/**
 * How long to wait after a failure: twice as long each time, up to a bound, and of that a random half at least, so that receivers
 * which failed together are not tried together. Pure.
 */
final class RetryPolicy {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int DOUBLINGS = 20;

    private RetryPolicy() {}

    /**
     * @param failures one after the other, at least 1
     * @param dice from 0 to 1
     */
    static Duration after(int failures, double dice) {
        long doubled = FIRST.toMillis() << Math.min(Math.max(failures, 1) - 1, DOUBLINGS);
        long most = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(most / 2 + Math.round(most / 2.0 * dice));
    }
}
