/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.wake;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openpeering.kit.sql.Transactions;

/**
 * Wakes this process's workers when a transaction has committed that queued work. Each replica of a service has the
 * same workers, so who queues has one at hand; should the process die in between, the others find the work by looking, as
 * they do once a second.
 *
 * <p>Not by {@code NOTIFY}: PostgreSQL has commits that notify wait for each other until each is on disk, and
 * transactions of their own for notifications cost as much as the work that they tell of.
 */
@ApplicationScoped
public class Wakes {
    private final Map<String, Signal> signals = new ConcurrentHashMap<>();

    /** What the worker of a queue waits for. */
    public Signal signal(String queue) {
        return signals.computeIfAbsent(queue, _ -> new Signal());
    }

    /** Wakes the worker of a queue when some time has passed. */
    public void later(String queue, Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(signal(queue)::raise);
    }

    /** Once the current transaction has committed; at once outside of one. */
    public void afterCommit(String queue) {
        Transactions.afterCommit(signal(queue));
    }
}
