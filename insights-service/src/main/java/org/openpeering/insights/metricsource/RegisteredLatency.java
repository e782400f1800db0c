/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metricsource;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.metric.Metric;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencyQueries;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.metric.Cell;
import org.openpeering.insights.metric.MetricSource;
import org.openpeering.insights.metric.Track;

/**
 * Medians of round trips to what is registered under a peering, as the reports of latency have them: {@code
 * RegisteredPrefixLatency} by registered prefix, {@code AverageCustomerPrefixLatency} by AS number, of the prefixes that customers
 * have with its key.
 */
@ApplicationScoped
public class RegisteredLatency implements MetricSource {
    private static final Collector<LatencyPoint, ?, Map<String, List<Cell>>> MEDIANS = Collectors.filtering(
            point -> point.summary().p50() != null,
            Collectors.groupingBy(
                    point -> requireNonNull(point.subject()),
                    Collectors.mapping(
                            point -> Cell.of(
                                    point.at(), requireNonNull(point.summary().p50())),
                            Collectors.toList())));

    private final Directory directory;
    private final LatencyQueries latency;

    RegisteredLatency(Directory directory, LatencyQueries latency) {
        this.directory = directory;
        this.latency = latency;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.REGISTERED_PREFIX_LATENCY, Metric.AVERAGE_CUSTOMER_PREFIX_LATENCY);
    }

    @Override
    public Uni<List<Track>> read(Reading reading) {
        Map<String, Set<IpPrefix>> prefixes = prefixes(
                reading.resource(),
                reading.metric() == Metric.REGISTERED_PREFIX_LATENCY ? "registeredPrefixes" : "registeredAsns");
        if (prefixes.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Set<IpPrefix> all = new HashSet<>();
        prefixes.values().forEach(all::addAll);
        Selector selector = Selector.ofRegistered(all);
        Instant from = reading.span().from();
        Instant to = reading.span().to();
        Duration step = reading.finest().length();
        return latency.fits(selector, from, to, step)
                .invoke(fits -> {
                    if (!fits) {
                        throw MetricSource.tooMuch();
                    }
                })
                .chain(() -> latency.series(selector, from, to, step, Set.of(By.SUBJECT), MEDIANS))
                .map(medians -> tracks(reading.metric().dimensions().getFirst(), prefixes, medians));
    }

    /** Which prefixes are a registration's, by its name. */
    private Map<String, Set<IpPrefix>> prefixes(ResourceId peering, String kind) {
        String within = peering.key() + "/" + kind.toLowerCase(Locale.ROOT) + "/";
        Map<String, Set<IpPrefix>> prefixes = new TreeMap<>();
        directory
                .monitored()
                .values()
                .forEach(monitored -> monitored.holders().stream()
                        .filter(holder -> holder.key().startsWith(within))
                        .forEach(holder -> prefixes.computeIfAbsent(holder.name(), _ -> new HashSet<>())
                                .add(monitored.prefix())));
        return prefixes;
    }

    private static List<Track> tracks(
            String dimension, Map<String, Set<IpPrefix>> prefixes, Map<String, List<Cell>> medians) {
        List<Track> tracks = new ArrayList<>();
        prefixes.forEach((name, those) -> {
            List<Cell> cells = those.stream()
                    .flatMap(prefix -> medians.getOrDefault(prefix.toString(), List.of()).stream())
                    .toList();
            if (!cells.isEmpty()) {
                tracks.add(new Track(Map.of(dimension, name), cells));
            }
        });
        return tracks;
    }
}
