/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.workspace;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Worker;

/** Looks which agents are connected, twice a minute. */
@ApplicationScoped
public class WorkspaceWatch {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Worker worker;

    WorkspaceWatch(WorkspaceService service) {
        this.worker =
                Worker.every(EVERY, "looking which agents are connected", () -> Transactions.await(service::look));
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }
}
