/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.wake.ScheduledRound;
import org.openpeering.prefix.delivery.SweepRepository.Census;

/** How deliveries fare: attempts of this replica, and what waits, counted twice a minute; of that every replica shows the same. */
@ApplicationScoped
class DeliveryMeters {
    private static final String ATTEMPTS = "openpeering.webhooks.attempts";

    private final ScheduledRound round;
    private final Timer succeeded;
    private final Timer failed;
    private volatile @Nullable Census census;

    DeliveryMeters(SweepRepository repository, MeterRegistry meters) {
        this.round = new ScheduledRound(
                "counting deliveries",
                () -> repository.census().invoke(this::counted).replaceWithVoid());
        this.succeeded = attempts("Succeeded", meters);
        this.failed = attempts("Failed", meters);
        deliveries("Waiting", Census::waiting, meters);
        deliveries("Dead", Census::dead, meters);
        webhooks("Active", Census::active, meters);
        webhooks("Paused", Census::paused, meters);
    }

    private static Timer attempts(String outcome, MeterRegistry meters) {
        return Timer.builder(ATTEMPTS)
                .description("Attempts to deliver to webhooks, with their time")
                .tag("outcome", outcome)
                .register(meters);
    }

    private void deliveries(String state, ToDoubleFunction<Census> value, MeterRegistry meters) {
        gauge("openpeering.webhooks.deliveries", value)
                .description("Deliveries to webhooks that wait, and that are dead letters")
                .tag("state", state)
                .register(meters);
    }

    private void webhooks(String state, ToDoubleFunction<Census> value, MeterRegistry meters) {
        gauge("openpeering.webhooks", value)
                .description("Webhooks, by their state")
                .tag("state", state)
                .register(meters);
    }

    private Gauge.Builder<DeliveryMeters> gauge(String name, ToDoubleFunction<Census> value) {
        return Gauge.builder(name, this, meters -> {
            Census known = meters.census;
            return known == null ? Double.NaN : value.applyAsDouble(known);
        });
    }

    void ended(Attempt attempt) {
        (attempt.failure().isEmpty() ? succeeded : failed).record(attempt.took());
    }

    private void counted(Census counted) {
        this.census = counted;
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return round.run();
    }
}
