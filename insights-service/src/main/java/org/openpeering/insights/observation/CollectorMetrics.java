/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.openpeering.insights.bmp.BmpCount;
import org.openpeering.insights.bmp.BmpListener;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorCount;

/** Shows the collector's and the listener's counts and sizes as meters. */
final class CollectorMetrics {
    private CollectorMetrics() {}

    static void bind(MeterRegistry meters, Collector collector, BmpListener listener) {
        counters(meters, "openpeering.bmp", listener.tally(), BmpCount.values());
        counters(meters, "openpeering.collector", collector.tally(), CollectorCount.values());
        Gauge.builder("openpeering.bmp.connections", listener, BmpListener::connections)
                .register(meters);
        Gauge.builder("openpeering.collector.peers", collector, c -> c.peers().size())
                .register(meters);
        Gauge.builder("openpeering.collector.monitored", collector, Collector::monitored)
                .register(meters);
        Gauge.builder("openpeering.rib.prefixes", collector, c -> c.sizes().ipv4Prefixes())
                .tag("family", "ipv4")
                .register(meters);
        Gauge.builder("openpeering.rib.prefixes", collector, c -> c.sizes().ipv6Prefixes())
                .tag("family", "ipv6")
                .register(meters);
    }

    private static <E extends Enum<E>> void counters(MeterRegistry meters, String name, Tally<E> tally, E[] kinds) {
        for (E kind : kinds) {
            FunctionCounter.builder(name, tally, t -> t.of(kind))
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(meters);
        }
    }
}
