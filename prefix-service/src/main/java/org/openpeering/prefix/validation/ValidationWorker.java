/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.openpeering.kit.sql.Failures;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.ScheduledRound;
import org.openpeering.kit.wake.Wakes;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;
import org.openpeering.prefix.change.RevalidationRepository;

/** Validates whenever something is queued, and queues everything once an hour and after a start. */
@ApplicationScoped
public class ValidationWorker {
    private static final int BATCH = 256;
    private static final int MUCH = 64;
    private static final int ATTEMPTS = 3;

    private final ValidationService service;
    private final Worker worker;
    private final ScheduledRound round;
    private final boolean enabled;
    private int failures;

    ValidationWorker(ValidationService service, Wakes wakes, ValidationConfig config) {
        this.service = service;
        this.enabled = config.worker();
        this.worker = new Worker("validation", wakes.signal(RevalidationRepository.QUEUE), this::work);
        this.round = new ScheduledRound("queueing everything for validation", service::round);
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            worker.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    /** Of a replica that validates; equal ones of several are done once. */
    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> round() {
        return enabled ? round.run() : Uni.createFrom().voidItem();
    }

    private Found work() {
        try {
            // After a failure one at a time, so that only what is at fault fails.
            int limit = failures == 0 ? BATCH : 1;
            int done = Transactions.await(() -> service.validateNext(limit));
            failures = 0;
            return done == 0 ? Found.NOTHING : done < MUCH ? Found.LITTLE : Found.MUCH;
        } catch (RuntimeException e) {
            failures += Failures.momentary(e) ? 0 : 1;
            if (failures > ATTEMPTS) {
                Transactions.await(() -> service.giveUpFirst(e));
                failures = 0;
            }
            throw e;
        }
    }
}
