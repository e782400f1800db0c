/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.time.Duration;

/**
 * How long a cache may take.
 *
 * @param connect until the connection stands
 * @param message from the first to the last byte of one message
 * @param answer from a question to the end of the answer
 */
public record RtrTimeouts(Duration connect, Duration message, Duration answer) {
    /** Of a socket: milliseconds in 31 bits. */
    private static final Duration LONGEST = Duration.ofDays(1);

    public static final RtrTimeouts DEFAULT =
            new RtrTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

    public RtrTimeouts {
        for (Duration each : new Duration[] {connect, message, answer}) {
            if (each.toMillis() < 1 || each.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a time-out of " + each + " is not between 1 ms and a day");
            }
        }
    }
}
