/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ends keys when their time has come. */
@ApplicationScoped
public class KeySweeper {
    private static final Logger LOG = Logger.getLogger(KeySweeper.class);

    private final KeyService service;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("key-sweeper").factory());

    KeySweeper(KeyService service) {
        this.service = service;
    }

    void start(@Observes StartupEvent event) {
        var ignored = timer.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void sweep() {
        try {
            service.sweep();
        } catch (RuntimeException e) {
            // Keys that have run out are refused all the same.
            LOG.warnf("keys were not swept: %s", e.getMessage());
        }
    }
}
