/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpPrefix;

/**
 * Round trips between edge sites and prefixes.
 *
 * @param resourceId of what
 * @param prefixes as they are shown: of a longer one the /24 or /48 that holds it
 * @param step of the series
 * @param times of the whole time
 * @param sources who measured, and how often
 * @param sites each by itself
 * @param byPrefix each by itself, where there are several
 * @param series buckets with samples only
 * @param buckets how many there are in the time
 * @param bucketsWithout how many of them nothing was measured in, at any of the sites
 * @param comparison with another time, or another site
 * @param medianStep of partners: of which times the medians are that the two figures are means of: hours, or days where hours would
 *     be too many
 * @param registeredPrefixLatency of partners: mean of the medians of those times and prefixes, in milliseconds
 * @param averageCustomerPrefixLatency of partners: the same of the prefixes that customers have with the key of an AS number
 */
@RegisterForReflection
public record LatencyReport(
        ResourceId resourceId,
        List<IpPrefix> prefixes,
        Instant from,
        Instant to,
        String step,
        @Nullable String site,
        TimesView times,
        List<Source> sources,
        List<Site> sites,
        @Nullable List<Prefix> byPrefix,
        List<Point> series,
        long buckets,
        long bucketsWithout,
        @Nullable Comparison comparison,
        @Nullable String medianStep,
        @Nullable Double registeredPrefixLatency,
        @Nullable Double averageCustomerPrefixLatency) {
    public LatencyReport {
        prefixes = List.copyOf(prefixes);
        sources = List.copyOf(sources);
        sites = List.copyOf(sites);
        series = List.copyOf(series);
        byPrefix = byPrefix == null ? null : List.copyOf(byPrefix);
    }

    @RegisterForReflection
    public record Source(SampleSource source, long samples) {}

    @RegisterForReflection
    public record Site(String site, TimesView times) {}

    @RegisterForReflection
    public record Prefix(IpPrefix prefix, TimesView times) {}

    /** @param site where the series are told by site */
    @RegisterForReflection
    public record Point(Instant at, @Nullable String site, TimesView times) {}

    /**
     * The other one, and by how much the first is above it, in milliseconds; absent where one of them has none.
     *
     * @param lossAbove in parts of 1
     */
    @RegisterForReflection
    public record Comparison(
            Instant from,
            Instant to,
            @Nullable String site,
            TimesView times,
            @Nullable Double p50Above,
            @Nullable Double p95Above,
            @Nullable Double minAbove,
            @Nullable Double lossAbove) {}
}
