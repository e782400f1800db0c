/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for conditions that nothing announces. The only place of the module that lets time pass. */
public final class Await {
    private static final Duration STEP = Duration.ofMillis(50);

    private Await() {}

    /** Returns as soon as the condition holds; throws a {@link StackException} that names it when the limit is over. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        value(what, limit, condition::getAsBoolean, held -> held);
    }

    /** Returns the first value that the source gives; throws a {@link StackException} when the limit is over. */
    public static <T> T value(String what, Duration limit, Supplier<Optional<T>> source) {
        return value(what, limit, source, Optional::isPresent).orElseThrow();
    }

    /** Returns the first value looked at that is good; the exception shows what was seen last. */
    public static <T> T value(String what, Duration limit, Supplier<T> look, Predicate<? super T> good) {
        return value(what, limit, STEP, look, good);
    }

    /** The same, looking again after {@code step}. */
    public static <T> T value(String what, Duration limit, Duration step, Supplier<T> look, Predicate<? super T> good) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T seen = look.get();
            if (good.test(seen)) {
                return seen;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new StackException(
                        "Waited " + limit.toSeconds() + " s in vain for: " + what + "; seen last: " + seen);
            }
            LockSupport.parkNanos(step.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("Interrupted while waiting for: " + what);
            }
        }
    }

    /** Returns when the threads have ended, also for an interrupted caller, who stays so; an interruption ends the wait. */
    public static void ended(ExecutorService threads, Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new StackException("A start does not let itself be stopped");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
