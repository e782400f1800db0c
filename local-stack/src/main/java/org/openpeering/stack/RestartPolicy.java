/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a part that ended is started again.
 *
 * @param firstPause before its first start; twice as long before each further one
 * @param most so many ends within the window are too many
 */
record RestartPolicy(Duration firstPause, int most, Duration window) {
    static final RestartPolicy USUAL = new RestartPolicy(Duration.ofSeconds(1), 5, Duration.ofMinutes(10));
    /** The first end is one too many. */
    static final RestartPolicy NEVER = new RestartPolicy(Duration.ZERO, 1, Duration.ofMinutes(10));

    /**
     * How long to wait after the last of these ends; empty: the part is given up.
     *
     * @param ends oldest first, at least one
     */
    Optional<Duration> pause(List<Instant> ends) {
        Instant begin = ends.getLast().minus(window);
        int recent = (int) ends.stream().filter(end -> end.isAfter(begin)).count();
        return recent >= most ? Optional.empty() : Optional.of(firstPause.multipliedBy(1L << (recent - 1)));
    }

    boolean restarts() {
        return most > 1;
    }
}
