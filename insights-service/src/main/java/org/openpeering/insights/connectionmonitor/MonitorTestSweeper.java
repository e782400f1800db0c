/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Signal;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;

/** Every few seconds, in each replica: the second finds nothing. */
@ApplicationScoped
public class MonitorTestSweeper {
    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final MonitorTestService service;
    private final Worker worker =
            new Worker("deleting connection monitor tests of services that are gone", new Signal(), this::work);
    private long done = System.nanoTime() - EVERY;

    MonitorTestSweeper(MonitorTestService service) {
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
            Transactions.await(service::sweep);
            done = System.nanoTime();
        }
        return Found.NOTHING;
    }
}
