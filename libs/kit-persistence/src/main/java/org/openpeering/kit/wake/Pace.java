/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.wake;

import java.util.concurrent.TimeUnit;

/**
 * How long a worker rests after a round, so that what comes meanwhile is done together: longer, within bounds, the longer
 * the round took. A worker that was idle is not held up; one that is busy takes a quarter of its time at most, in fewer
 * and larger rounds. For one thread.
 */
public final class Pace {
    private static final int RESTS = 3;
    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MOST = TimeUnit.MILLISECONDS.toNanos(25);

    private long begin = System.nanoTime();

    /** A round begins. */
    public void begin() {
        begin = System.nanoTime();
    }

    /** The round has ended. */
    public void rest() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos(System.nanoTime() - begin));
    }

    static long nanos(long worked) {
        return Math.clamp(RESTS * worked, LEAST, MOST);
    }
}
