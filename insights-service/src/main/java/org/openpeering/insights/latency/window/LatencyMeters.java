/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.store.WindowKey;

/**
 * What became of samples, how long writing takes, and how the edge sites fare. There from the start, at zero, not only when the
 * first sample is read. Neither prefixes nor tests are labels, and sites beyond the first {@value #MOST_SITES} are one.
 */
@Startup
@ApplicationScoped
class LatencyMeters {
    static final int MOST_SITES = 64;
    static final String OTHER = "other";

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry meters;
    private final Map<Fate, Counter> fates = new EnumMap<>(Fate.class);
    private final Map<String, Map<SampleSource, OfSite>> sites = new ConcurrentHashMap<>();
    private final Timer writes;

    LatencyMeters(MeterRegistry meters) {
        this.meters = meters;
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
        sites.put(OTHER, ofSite(OTHER));
    }

    /** Of one site and source. */
    private record OfSite(Counter answered, Counter lost, Timer medians) {}

    private Map<SampleSource, OfSite> ofSite(String site) {
        Map<SampleSource, OfSite> sources = new EnumMap<>(SampleSource.class);
        for (SampleSource source : SampleSource.values()) {
            sources.put(
                    source,
                    new OfSite(
                            probes(site, source, "answered"),
                            probes(site, source, "lost"),
                            Timer.builder("openpeering.latency.medians")
                                    .description(
                                            "Medians of round trips: one of each prefix or test and minute each time that it is written")
                                    .tag("site", site)
                                    .tag("source", source.wire())
                                    .serviceLevelObjectives(BOUNDS)
                                    .register(meters)));
        }
        return sources;
    }

    private Counter probes(String site, SampleSource source, String outcome) {
        return Counter.builder("openpeering.latency.probes")
                .description("Round trips that were tried, by what became of them")
                .tag("site", site)
                .tag("source", source.wire())
                .tag("outcome", outcome)
                .register(meters);
    }

    void count(Fate fate, double number) {
        requireNonNull(fates.get(fate)).increment(number);
    }

    /** What was written of these windows. */
    void measured(Map<WindowKey, Measured> windows) {
        windows.forEach((window, measured) -> {
            if (window.series().probe() == ProbeClass.ROUND_TRIP) {
                OfSite meter = requireNonNull(
                        known(window.series().site()).get(window.series().source()));
                meter.answered().increment((double) measured.received());
                meter.lost().increment((double) (measured.sent() - measured.received()));
                if (measured.received() > 0) {
                    meter.medians().record(measured.median());
                }
            }
        });
    }

    private Map<SampleSource, OfSite> known(String site) {
        Map<SampleSource, OfSite> known = sites.get(site);
        if (known != null) {
            return known;
        }
        synchronized (sites) {
            // The other ones are one of them.
            return sites.size() > MOST_SITES
                    ? requireNonNull(sites.get(OTHER))
                    : sites.computeIfAbsent(site, this::ofSite);
        }
    }

    void wrote(Timer.Sample since) {
        since.stop(writes);
    }

    Timer.Sample now() {
        return Timer.start();
    }
}
