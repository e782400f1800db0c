/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private final List<Ladder> ladders;
    private final Worker worker = new Worker("merging levels", new Signal(), this::work);
    private long closed = System.nanoTime() - EVERY;

    MergeWorker(MergeService service, @Any Instance<Ladder> ladders) {
        this.service = service;
        this.ladders = ladders.stream().toList();
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    private Found work() {
        if (System.nanoTime() - closed >= EVERY) {
            Instant now = Instant.now();
            ladders.forEach(ladder -> close(ladder, now));
            closed = System.nanoTime();
        }
        int merged = 0;
        for (Ladder ladder : ladders) {
            for (Level level : LEVELS) {
                merged = Math.max(merged, Transactions.await(() -> service.merge(ladder, level)));
            }
        }
        return merged >= MUCH ? Found.MUCH : merged > 0 ? Found.LITTLE : Found.NOTHING;
    }

    private void close(Ladder ladder, Instant now) {
        for (Level level : LEVELS) {
            boolean more;
            do {
                more = Transactions.await(() -> service.close(ladder, level, now));
            } while (more);
        }
    }
}
