/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.ScheduledRound;
import org.openpeering.kit.wake.Wakes;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;

/** Follows changes up as soon as they are committed: those of one prefix first, then a part of one of many, in turns. */
@ApplicationScoped
public class FollowUpWorker {
    private final FollowUpService service;
    private final Worker worker;
    private final ScheduledRound sweep;

    FollowUpWorker(FollowUpService service, Wakes wakes) {
        this.service = service;
        this.worker = new Worker("follow-up", wakes.signal(ChangeRepository.QUEUE), this::work);
        this.sweep = new ScheduledRound("ending what has run out", service::sweep);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sweep.run();
    }

    private Found work() {
        boolean small = Transactions.await(service::small) > 0;
        return Transactions.await(service::large) ? Found.MUCH : small ? Found.LITTLE : Found.NOTHING;
    }
}
