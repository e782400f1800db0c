/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.latency.store.WindowKey;

class LatencyMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LatencyMeters meters = new LatencyMeters(registry);

    @Test
    void theyAreThereBeforeAnythingIsMeasured() {
        assertThat(registry.getMeters())
                .extracting(each -> each.getId().getName())
                .contains(
                        "openpeering.latency.samples",
                        "openpeering.latency.writes",
                        "openpeering.latency.probes",
                        "openpeering.latency.medians");
    }

    @Test
    void lossAndMediansAreOfTheSiteAndTheSource() {
        measure("Frankfurt", ProbeClass.ROUND_TRIP, 5, 10_000, 20_000, 90_000);

        assertThat(probes("Frankfurt", "answered")).isEqualTo(3);
        assertThat(probes("Frankfurt", "lost")).isEqualTo(2);
        var medians = registry.get("openpeering.latency.medians")
                .tag("site", "Frankfurt")
                .tag("source", "agent")
                .timer();
        assertThat(medians.count()).isOne();
        assertThat(medians.totalTime(MILLISECONDS)).isCloseTo(20, within(0.2));
    }

    @Test
    void whereNothingCameBackThereIsLossAndNoMedian() {
        measure("Frankfurt", ProbeClass.ROUND_TRIP, 3);

        assertThat(probes("Frankfurt", "lost")).isEqualTo(3);
        assertThat(registry.get("openpeering.latency.medians")
                        .tag("site", "Frankfurt")
                        .tag("source", "agent")
                        .timer()
                        .count())
                .isZero();
    }

    @Test
    void handshakesAreNoRoundTrips() {
        int before = registry.getMeters().size();
        measure("Frankfurt", ProbeClass.TLS_HANDSHAKE, 1, 10_000);

        assertThat(registry.getMeters()).hasSize(before);
    }

    @Test
    void sitesBeyondTheFirstOnesAreOne() {
        for (int i = 0; i < LatencyMeters.MOST_SITES; i++) {
            measure("Site " + i, ProbeClass.ROUND_TRIP, 1, 10_000);
        }
        List<Meter> before = registry.getMeters();
        measure("Too many", ProbeClass.ROUND_TRIP, 2, 10_000);
        measure("Site 1", ProbeClass.ROUND_TRIP, 1, 10_000);

        assertThat(registry.getMeters()).hasSameSizeAs(before);
        assertThat(probes(LatencyMeters.OTHER, "answered")).isOne();
        assertThat(probes(LatencyMeters.OTHER, "lost")).isOne();
        assertThat(probes("Site 1", "answered")).isEqualTo(2);
    }

    private void measure(String site, ProbeClass probe, int sent, long... rttMicros) {
        Measured measured = new Measured();
        measured.add(sent, rttMicros);
        SeriesKey series = SeriesKey.ofPrefix(IpPrefix.parse("203.0.113.0/24"), site, SampleSource.AGENT, probe);
        meters.measured(Map.of(new WindowKey(series, 1), measured));
    }

    private double probes(String site, String outcome) {
        return registry.get("openpeering.latency.probes")
                .tag("site", site)
                .tag("source", "agent")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
