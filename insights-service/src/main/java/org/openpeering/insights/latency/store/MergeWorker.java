/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openpeering.insights.latency.Level;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Signal;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;

/** Merges in each replica, side by side: what one has taken the others pass over. */
@ApplicationScoped
public class MergeWorker {
    private static final List<Level> LEVELS = List.of(Level.FIVE_MINUTES, Level.HOUR, Level.DAY);
    private static final long EVERY = Duration.ofSeconds(5).toNanos();
    private static final int MUCH = 200;

    private final MergeService service;
    private final Worker worker = new Worker("merging round trips", new Signal(), this::work);
    private long closed = System.nanoTime() - EVERY;

    MergeWorker(MergeService service) {
        this.service = service;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    private Found work() {
        if (System.nanoTime() - closed >= EVERY) {
            close(Instant.now());
            closed = System.nanoTime();
        }
        int merged = 0;
        for (Level level : LEVELS) {
            merged = Math.max(merged, Transactions.await(() -> service.merge(level)));
        }
        return merged >= MUCH ? Found.MUCH : merged > 0 ? Found.LITTLE : Found.NOTHING;
    }

    private void close(Instant now) {
        for (Level level : LEVELS) {
            boolean more;
            do {
                more = Transactions.await(() -> service.close(level, now));
            } while (more);
        }
    }
}
