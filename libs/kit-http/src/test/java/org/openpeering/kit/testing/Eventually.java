/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits until an assertion holds; its last failure is what the test shows. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    public static void eventually(Duration limit, Check check) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (; ; ) {
            Throwable failure = failure(check);
            if (failure == null) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit, failure);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static @Nullable Throwable failure(Check check) {
        try {
            check.run();
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }

    /** An assertion. */
    public interface Check {
        void run() throws Exception;
    }
}
