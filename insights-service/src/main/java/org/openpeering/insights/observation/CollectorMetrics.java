/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.openpeering.insights.bmp.BmpCount;
import org.openpeering.insights.bmp.BmpListener;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorCount;
import org.openpeering.insights.collector.PeerStatus;
import org.openpeering.insights.observation.KafkaSink.SinkCount;

/** Shows the collector's and the listener's counts and sizes as meters. */
final class CollectorMetrics {
    private final MeterRegistry meters;
    private final Collector collector;

    private CollectorMetrics(MeterRegistry meters, Collector collector) {
        this.meters = meters;
        this.collector = collector;
    }

    static void bind(MeterRegistry meters, Collector collector, BmpListener listener, KafkaSink sink) {
        CollectorMetrics metrics = new CollectorMetrics(meters, collector);
        metrics.counters(
                "openpeering.bmp",
                "Connections, messages and bytes of BMP, by what became of them",
                listener.tally(),
                BmpCount.values());
        metrics.counters(
                "openpeering.collector",
                "Routes, updates and peers, by what became of them",
                collector.tally(),
                CollectorCount.values());
        metrics.counters(
                "openpeering.collector.drops",
                "Observations that were not sent to Kafka",
                sink.tally(),
                SinkCount.values());
        Gauge.builder("openpeering.bmp.connections", listener, BmpListener::connections)
                .description("Routers that are connected")
                .register(meters);
        metrics.peers();
        metrics.sizes();
    }

    private void peers() {
        gauge(
                "openpeering.collector.peers",
                "BGP sessions of routers that are up or waited for",
                c -> c.peers().size());
        gauge(
                "openpeering.collector.peers.waited",
                "Those of routers that are not connected now",
                c -> c.peers().stream().filter(peer -> !peer.connected()).count());
        gauge(
                "openpeering.collector.peers.resyncing",
                "Those whose table comes anew",
                c -> c.peers().stream().filter(PeerStatus::resyncing).count());
        gauge("openpeering.collector.monitored", "Prefixes that are watched", Collector::monitored);
    }

    private void sizes() {
        prefixes("ipv4", c -> c.sizes().ipv4Prefixes());
        prefixes("ipv6", c -> c.sizes().ipv6Prefixes());
        gauge(
                "openpeering.rib.attribute.sets",
                "Distinct sets of path attributes",
                c -> c.sizes().attributeSets());
        Gauge.builder("openpeering.rib.attribute", collector, c -> c.sizes().attributeBytes())
                .description("Memory that path attributes take")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("openpeering.rib.tables", collector, c -> c.sizes().tableBytes())
                .description("Memory that prefixes and routes take, attributes left out")
                .baseUnit("bytes")
                .register(meters);
        gauge("openpeering.rib.routes", "Routes of all peers", c -> c.sizes().routes());
    }

    private void prefixes(String family, ToDoubleFunction<Collector> size) {
        Gauge.builder("openpeering.rib.prefixes", collector, size)
                .description("Distinct prefixes of all tables")
                .tag("family", family)
                .register(meters);
    }

    private void gauge(String name, String description, ToDoubleFunction<Collector> value) {
        Gauge.builder(name, collector, value).description(description).register(meters);
    }

    private <E extends Enum<E>> void counters(String name, String description, Tally<E> tally, E[] kinds) {
        for (E kind : kinds) {
            FunctionCounter.builder(name, tally, t -> t.of(kind))
                    .description(description)
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(meters);
        }
    }
}
