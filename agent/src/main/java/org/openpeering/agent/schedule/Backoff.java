/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that grow while nothing works; what the service asks for counts more. Pure but for chance. */
final class Backoff {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 60_000;
    /** A service that asks for more is not believed. */
    private static final long LONGEST_ASKED_SECONDS = 600;

    private final RandomGenerator random;
    private long pause = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void worked() {
        pause = FIRST_MILLIS;
    }

    /** @param asked seconds; negative: nothing was asked for */
    Duration failed(long asked) {
        long grown = pause;
        pause = Math.min(LONGEST_MILLIS, pause * 2);
        if (asked >= 0) {
            long millis = Math.min(asked, LONGEST_ASKED_SECONDS) * 1000;
            return Duration.ofMillis(millis + random.nextLong(250 + millis / 4));
        }
        return Duration.ofMillis(grown / 2 + random.nextLong(grown / 2 + 1));
    }
}
