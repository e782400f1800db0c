/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The time of day, and whether somebody has set it. A clock that runs as the monotonic one is believed; one that has jumped is
 * believed, too, since it is more often mended than broken, but for a while what it says is marked.
 */
final class WallClock {
    /** More than this between the two clocks is a step: no clock drifts as much between two looks. */
    private static final Duration STEP = Duration.ofSeconds(2);
    /** For so long after a step times are marked. */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    private final Supplier<Instant> wall;
    private final LongSupplier nanos;
    private Instant lastWall;
    private long lastNanos;
    private long doubtUntil;
    private boolean doubt;

    WallClock(Supplier<Instant> wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.lastWall = wall.get();
        this.lastNanos = nanos.getAsLong();
    }

    /** @param stepped whether the clock was set a moment ago */
    record Reading(Instant time, boolean stepped) {}

    synchronized Reading read() {
        Instant now = wall.get();
        long mono = nanos.getAsLong();
        Duration expected = Duration.ofNanos(mono - lastNanos);
        Duration off = Duration.between(lastWall, now).minus(expected).abs();
        if (off.compareTo(STEP) > 0) {
            doubt = true;
            doubtUntil = mono + DOUBT.toNanos();
        } else if (doubt && mono - doubtUntil >= 0) {
            doubt = false;
        }
        lastWall = now;
        lastNanos = mono;
        return new Reading(now.truncatedTo(TimeUnit.MICROSECONDS.toChronoUnit()), doubt);
    }
}
