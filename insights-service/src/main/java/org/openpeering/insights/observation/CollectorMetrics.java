/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.openpeering.insights.bmp.BmpCount;
import org.openpeering.insights.bmp.BmpListener;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorCount;
import org.openpeering.insights.collector.LimitStatus;
import org.openpeering.insights.collector.PeerStatus;
import org.openpeering.insights.observation.Deliveries.SinkCount;
import org.openpeering.insights.ris.RisCount;
import org.openpeering.insights.ris.RisLive;

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
        counters(
                meters,
                "openpeering.bmp",
                "Connections, messages and bytes of BMP, by what became of them",
                listener.tally(),
                BmpCount.values());
        counters(
                meters,
                "openpeering.collector",
                "Routes, updates and peers, by what became of them",
                collector.tally(),
                CollectorCount.values());
        counters(
                meters,
                "openpeering.collector.drops",
                "Observations that were not sent to Kafka",
                sink.deliveries().tally(),
                SinkCount.values());
        Gauge.builder("openpeering.bmp.connections", listener, BmpListener::connections)
                .description("Routers that are connected")
                .register(meters);
        metrics.peers();
        metrics.sizes();
    }

    static void bind(MeterRegistry meters, SendQueue queue) {
        Gauge.builder("openpeering.collector.unsent", queue, SendQueue::bytes)
                .description("Memory of what was observed and waits for Kafka")
                .baseUnit("bytes")
                .register(meters);
        FunctionCounter.builder("openpeering.collector.held", queue, SendQueue::timesFull)
                .description("Times at which the memory for what waits for Kafka was used up and routers were not read")
                .register(meters);
    }

    /** Of a feed of vantages; at zero where there is none. */
    static void bind(MeterRegistry meters, Optional<RisLive> vantages) {
        counters(
                meters,
                "openpeering.ris",
                "Messages and connections of RIS Live, by what became of them",
                vantages.map(RisLive::tally).orElseGet(() -> new Tally<>(RisCount.class)),
                RisCount.values());
        Gauge.builder("openpeering.ris.connected", () -> count(vantages, CollectorMetrics::connected))
                .description("1 while RIS Live is heard, 0 while it is not")
                .register(meters);
        Gauge.builder("openpeering.ris.waiting", () -> count(vantages, RisLive::waiting))
                .description("Messages of RIS Live that wait")
                .register(meters);
        FunctionCounter.builder(
                        "openpeering.ris.gaps",
                        vantages,
                        feed -> count(feed, live -> live.status().gaps()))
                .description("Times at which something of RIS Live may have been missed")
                .register(meters);
    }

    private static double connected(RisLive feed) {
        return feed.status().connectedSince() == null ? 0 : 1;
    }

    private static double count(Optional<RisLive> feed, ToDoubleFunction<RisLive> value) {
        return feed.map(value::applyAsDouble).orElse(0.0);
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
        FunctionCounter.builder(
                        "openpeering.rib.attribute.refusals",
                        collector,
                        c -> c.sizes().attributesRefused())
                .description("Sets of path attributes for which their memory limit left no room")
                .register(meters);
        limit("process", limit -> limit.router().isEmpty());
        limit("router", limit -> limit.router().isPresent() && limit.session().isEmpty());
        limit("session", limit -> limit.session().isPresent());
        gauge("openpeering.rib.routes", "Routes of all peers", c -> c.sizes().routes());
    }

    /** Of several limits of a kind, how far the most used one is. */
    private void limit(String scope, Predicate<LimitStatus> which) {
        Gauge.builder(
                        "openpeering.rib.limit.used",
                        collector,
                        c -> c.limits().stream()
                                .filter(which)
                                .mapToDouble(limit -> limit.held() / (double) Math.max(1, limit.most()))
                                .max()
                                .orElse(0))
                .description(
                        "Share of the limit of routes that is used, of the session, router or process nearest to it")
                .tag("scope", scope)
                .register(meters);
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

    private static <E extends Enum<E>> void counters(
            MeterRegistry meters, String name, String description, Tally<E> tally, E[] kinds) {
        for (E kind : kinds) {
            FunctionCounter.builder(name, tally, t -> t.of(kind))
                    .description(description)
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(meters);
        }
    }
}
