/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When something of the recording is due. A step back of its time, or one of more than an hour forward, is a clock that was
 * set or a gap between two files: what follows is due at once, and the pace goes on from there.
 */
final class Pacer {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Speed speed;
    private final LongSupplier nanos;
    private final Duration longest;
    private @Nullable Instant base;
    private Instant last = Instant.EPOCH;
    private long begin;

    /** @param nanos a clock as {@link System#nanoTime} */
    Pacer(Speed speed, LongSupplier nanos) {
        this(speed, nanos, LONGEST);
    }

    private Pacer(Speed speed, LongSupplier nanos, Duration longest) {
        this.speed = speed;
        this.nanos = nanos;
        this.longest = longest;
    }

    /** Of what has no gaps: each pause is meant. */
    static Pacer whole(Speed speed, LongSupplier nanos) {
        return new Pacer(speed, nanos, ChronoUnit.FOREVER.getDuration());
    }

    /** How many nanoseconds to wait until what was recorded then is due; zero or less when it is. */
    long left(Instant recorded) {
        if (Double.isInfinite(speed.factor())) {
            return 0;
        }
        long now = nanos.getAsLong();
        Instant start = base;
        if (start == null
                || recorded.isBefore(last)
                || Duration.between(last, recorded).compareTo(longest) > 0) {
            base = start = recorded;
            begin = now;
        }
        last = recorded;
        return begin + (long) (Duration.between(start, recorded).toNanos() / speed.factor()) - now;
    }
}
