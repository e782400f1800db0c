/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Wakes;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;

/** Follows changes up as soon as they are committed: those of one prefix first, then a part of one of many, in turns. */
@ApplicationScoped
public class FollowUpWorker {
    private static final int SWEEP_MILLIS = 1000;

    private final FollowUpService service;
    private final Worker worker;
    private Instant nextSweep = Instant.EPOCH;

    FollowUpWorker(FollowUpService service, Wakes wakes) {
        this.service = service;
        this.worker = new Worker("follow-up", wakes.signal(ChangeRepository.QUEUE), this::work);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    private Found work() {
        if (Instant.now().isAfter(nextSweep)) {
            nextSweep = Instant.now().plusMillis(SWEEP_MILLIS);
            Transactions.await(service::sweep);
        }
        boolean small = Transactions.await(service::small) > 0;
        return Transactions.await(service::large) ? Found.MUCH : small ? Found.LITTLE : Found.NOTHING;
    }
}
