/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** What became of samples, and how long writing takes. There from the start, at zero, not only when the first sample is read. */
@Startup
@ApplicationScoped
class LatencyMeters {
    private final Map<Fate, Counter> fates = new EnumMap<>(Fate.class);
    private final Timer writes;

    LatencyMeters(MeterRegistry meters) {
        for (Fate fate : Fate.values()) {
            fates.put(
                    fate,
                    Counter.builder("openpeering.latency.samples")
                            .description("What became of samples of round trips that were read")
                            .tag("fate", fate.wire())
                            .register(meters));
        }
        writes = Timer.builder("openpeering.latency.writes")
                .description("Time that writing what was read of samples takes")
                .register(meters);
    }

    void count(Fate fate, double number) {
        requireNonNull(fates.get(fate)).increment(number);
    }

    void wrote(Timer.Sample since) {
        since.stop(writes);
    }

    Timer.Sample now() {
        return Timer.start();
    }
}
