/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.wake.ScheduledRound;
import org.openpeering.prefix.validation.ValidationRepository.Census;

/** How prefixes stand; counted twice a minute. Every replica shows the same. */
@ApplicationScoped
class ValidationMeters {
    private final ScheduledRound round;
    private volatile @Nullable Census census;

    ValidationMeters(ValidationRepository repository, MeterRegistry meters) {
        this.round = new ScheduledRound(
                "counting verdicts",
                () -> repository.census().invoke(this::counted).replaceWithVoid());
        for (PrefixValidationState state : PrefixValidationState.values()) {
            gauge("openpeering.validation.prefixes", known -> known.states().getOrDefault(state, 0L))
                    .description("Registered and customer prefixes, by what their validation found")
                    .tag("state", state.wire())
                    .register(meters);
        }
        gauge("openpeering.validation.queue", Census::waiting)
                .description("Validations that are due")
                .register(meters);
    }

    private void counted(Census counted) {
        this.census = counted;
    }

    private Gauge.Builder<ValidationMeters> gauge(String name, ToDoubleFunction<Census> value) {
        return Gauge.builder(name, this, meters -> {
            Census known = meters.census;
            return known == null ? Double.NaN : value.applyAsDouble(known);
        });
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return round.run();
    }
}
