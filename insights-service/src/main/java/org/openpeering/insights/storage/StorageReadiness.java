/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Signal;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;

/**
 * Whether the database answers, asked every few seconds. Always UP: routers would be sent away from a collector that lacks
 * nothing of what it needs for them. What is not to be had meanwhile stands in the answer.
 */
@Readiness
@ApplicationScoped
public class StorageReadiness implements HealthCheck {
    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final StorageRepository storage;
    private final Worker worker = new Worker("asking PostgreSQL whether it is there", new Signal(), this::work);
    private long asked = System.nanoTime() - EVERY;
    private volatile boolean answers;

    StorageReadiness(StorageRepository storage, MeterRegistry meters) {
        this.storage = storage;
        Gauge.builder("openpeering.storage.answers", this, it -> it.answers ? 1 : 0)
                .description("1 when the database answers, 0 when what is kept in it can't be read or written")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    private Found work() {
        if (System.nanoTime() - asked >= EVERY) {
            answers = false;
            answers = Transactions.await(storage::answers);
            asked = System.nanoTime();
        }
        return Found.NOTHING;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("storage").up();
        return answers
                ? response.withData("database", "answers").build()
                : response.withData("database", "away")
                        .withData("degraded", "what is kept for long is neither read nor written")
                        .build();
    }
}
