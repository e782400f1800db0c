/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.workspace;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Signal;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;

/** Looks which agents are connected, twice a minute. */
@ApplicationScoped
public class WorkspaceWatch {
    private static final long EVERY = Duration.ofSeconds(30).toNanos();

    private final WorkspaceService service;
    private final Worker worker = new Worker("looking which agents are connected", new Signal(), this::work);
    private long done = System.nanoTime() - EVERY;

    WorkspaceWatch(WorkspaceService service) {
        this.service = service;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    private Found work() {
        if (System.nanoTime() - done >= EVERY) {
            Transactions.await(service::look);
            done = System.nanoTime();
        }
        return Found.NOTHING;
    }
}
