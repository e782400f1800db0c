/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Worker;

/** Every few seconds, in each replica: the second finds nothing. */
@ApplicationScoped
public class MonitorTestSweeper {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Worker worker;

    MonitorTestSweeper(MonitorTestService service) {
        this.worker = Worker.every(
                EVERY,
                "deleting connection monitor tests of services that are gone",
                () -> Transactions.await(service::sweep));
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }
}
