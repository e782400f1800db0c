/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes which an earlier launcher left behind because it was killed.
 *
 * <p>The start time is what makes ending one safe: a process id is reused, a pair of id and start is not. The kernel
 * derives the start from the boot time, which a clock adjustment moves a little, hence the tolerance.
 */
public final class Leftovers {
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Leftovers() {}

    /** The process of this id, if it runs and started at that time. */
    public static Optional<ProcessHandle> find(long pid, Instant start) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(actual -> Duration.between(actual, start).abs().compareTo(TOLERANCE) <= 0)
                        .orElse(false));
    }

    /** Ends it: politely, then by force. */
    public static void end(ProcessHandle process) {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        process.destroy();
        if (!happens(exit)) {
            process.destroyForcibly();
            if (!happens(exit)) {
                throw new StackException("Process " + process.pid() + ", left by an earlier run, does not end");
            }
        }
    }

    private static boolean happens(CompletableFuture<ProcessHandle> exit) {
        try {
            exit.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
