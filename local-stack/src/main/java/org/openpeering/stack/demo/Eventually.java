/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again until something is as it should be; what was seen last is in the message when it never is. */
public final class Eventually {
    private static final Duration STEP = Duration.ofMillis(100);

    private Eventually() {}

    /** The first value looked at that is good; throws a {@link DemoFailure} when the limit is over. */
    public static <T> T get(String what, Duration limit, Supplier<T> look, Predicate<T> good) {
        return get(what, limit, STEP, look, good);
    }

    /** The same, looking again after {@code step}. */
    public static <T> T get(String what, Duration limit, Duration step, Supplier<T> look, Predicate<T> good) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T seen = look.get();
            if (good.test(seen)) {
                return seen;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new DemoFailure(
                        "Waited " + limit.toSeconds() + " s in vain for: " + what + "; seen last: " + seen);
            }
            LockSupport.parkNanos(step.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("Interrupted while waiting for: " + what);
            }
        }
    }
}
