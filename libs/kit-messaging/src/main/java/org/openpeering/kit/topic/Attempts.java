/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does something again and again until it succeeds, whatever goes wrong with it, an error of the machine included: its thread
 * is the only one that would. Tested by {@code AttemptsTest}.
 */
public final class Attempts {
    private static final Logger LOG = Logger.getLogger(Attempts.class);

    /** What is tried. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Exception;
    }

    private final Backoff backoff;
    private volatile @Nullable Throwable failure;

    public Attempts(String what) {
        backoff = new Backoff(what, LOG);
    }

    /**
     * Returns when it has succeeded, or when the thread is interrupted.
     *
     * @param undo takes back what a failed attempt has begun
     */
    @SuppressWarnings("CatchingUnchecked") // Nobody else would see it: this is the whole thread.
    public void run(Attempt attempt, Runnable undo) {
        while (true) {
            try {
                attempt.run();
                failure = null;
                backoff.succeeded();
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                if (e instanceof Error) {
                    LOG.error("an error of the machine", e);
                }
                failure = e;
                undo.run();
                if (!backoff.failed(e)) {
                    return;
                }
            }
        }
    }

    /** Why the last attempt failed; empty before the first has, and after one has succeeded. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
