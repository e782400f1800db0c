/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.report;

import static java.util.Objects.requireNonNull;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencyQueries;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.latency.report.LatencyReport.Comparison;
import org.openpeering.insights.latency.report.LatencyReport.Point;
import org.openpeering.insights.latency.report.LatencyReport.Prefix;
import org.openpeering.insights.latency.report.LatencyReport.Site;
import org.openpeering.insights.latency.report.LatencyReport.Source;

/** Makes reports of what is stored. */
@ApplicationScoped
public class ReportService {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final List<Set<By>> WAYS = List.of(Set.of(), Set.of(By.SOURCE), Set.of(By.SITE), Set.of(By.SUBJECT));
    static final Collector<LatencyPoint, ?, DoubleSummaryStatistics> MEDIANS = Collectors.filtering(
            point -> point.summary().p50() != null,
            Collectors.summarizingDouble(point -> requireNonNull(point.summary().p50())));

    private final LatencyQueries queries;

    ReportService(LatencyQueries queries) {
        this.queries = queries;
    }

    /** What is put together step by step. */
    private record Parts(
            LatencySummary whole,
            List<LatencyPoint> sources,
            List<LatencyPoint> sites,
            List<LatencyPoint> prefixes,
            List<LatencyPoint> series,
            @Nullable Comparison comparison,
            Medians registered,
            Medians byAsn) {
        /** In the order of {@link #WAYS}. */
        static Parts of(List<List<LatencyPoint>> points) {
            LatencySummary whole = points.get(0).isEmpty()
                    ? LatencySummary.NOTHING
                    : points.get(0).getFirst().summary();
            return new Parts(
                    whole, points.get(1), points.get(2), points.get(3), List.of(), null, Medians.NONE, Medians.NONE);
        }

        Parts series(List<LatencyPoint> points) {
            return new Parts(whole, sources, sites, prefixes, points, comparison, registered, byAsn);
        }

        Parts compared(@Nullable Comparison other) {
            return new Parts(whole, sources, sites, prefixes, series, other, registered, byAsn);
        }

        Parts medians(Medians ofRegistered, Medians ofAsn) {
            return new Parts(whole, sources, sites, prefixes, series, comparison, ofRegistered, ofAsn);
        }

        @Nullable
        Duration medianStep() {
            return registered.step() == null ? byAsn.step() : registered.step();
        }
    }

    /** @param step of which times; null where there is nothing registered */
    private record Medians(
            @Nullable Duration step, @Nullable Double mean) {
        static final Medians NONE = new Medians(null, null);

        static Medians of(Duration step, DoubleSummaryStatistics medians) {
            return new Medians(step, medians.getCount() == 0 ? null : TimesView.rounded(medians.getAverage(), 1e3));
        }
    }

    @WithSession
    public Uni<LatencyReport> report(Subject subject, ReportQuery query) {
        List<IpPrefix> shown = subject.shown();
        Selector all = narrowed(Selector.ofPrefixes(subject.prefixes()), query);
        boolean several = shown.size() > 1;
        return queries.points(all, query.from(), query.to(), WAYS)
                .map(Parts::of)
                .chain(parts -> queries.series(
                                all,
                                query.from(),
                                query.to(),
                                query.step(),
                                query.bySite() ? Set.of(By.SITE) : Set.of())
                        .map(parts::series))
                .chain(parts -> comparison(all, parts.whole(), query).map(parts::compared))
                .chain(parts -> medians(subject.registered(), query)
                        .chain(registered ->
                                medians(subject.byAsn(), query).map(byAsn -> parts.medians(registered, byAsn))))
                .map(parts -> view(subject, shown, query, several, parts));
    }

    private static Selector narrowed(Selector selector, ReportQuery query) {
        return selector.at(query.site()).from(query.source()).by(query.probe());
    }

    private Uni<@Nullable Comparison> comparison(Selector all, LatencySummary whole, ReportQuery query) {
        if (query.otherFrom() == null && query.otherSite() == null) {
            return Uni.createFrom().nullItem();
        }
        Instant from = query.otherFrom() == null ? query.from() : query.otherFrom();
        Instant to = from.plus(query.length());
        String site = query.otherSite() == null ? query.site() : query.otherSite();
        return queries.summary(all.at(site), from, to)
                .map(other -> new Comparison(
                        from,
                        to,
                        site,
                        TimesView.of(other),
                        above(whole.p50(), other.p50(), 1e3),
                        above(whole.p95(), other.p95(), 1e3),
                        above(whole.min(), other.min(), 1e3),
                        above(whole.loss(), other.loss(), 1e6)));
    }

    private static @Nullable Double above(@Nullable Double one, @Nullable Double other, double parts) {
        return one == null || other == null ? null : TimesView.rounded(one - other, parts);
    }

    /** The mean of the medians of each hour and prefix (contract section D.3). */
    private Uni<Medians> medians(List<IpPrefix> prefixes, ReportQuery query) {
        if (prefixes.isEmpty()) {
            return Uni.createFrom().item(Medians.NONE);
        }
        Selector each = narrowed(Selector.ofRegistered(prefixes), query);
        return queries.fits(each, query.from(), query.to(), HOUR)
                .map(fits -> fits ? HOUR : DAY)
                .chain(step -> queries.series(each, query.from(), query.to(), step, Set.of(By.SUBJECT), MEDIANS)
                        .map(medians -> Medians.of(step, medians)));
    }

    private static LatencyReport view(
            Subject subject, List<IpPrefix> shown, ReportQuery query, boolean several, Parts parts) {
        long buckets = buckets(query);
        long filled = parts.series().stream().map(LatencyPoint::at).distinct().count();
        return new LatencyReport(
                subject.id(),
                shown,
                query.from(),
                query.to(),
                ReportQuery.text(query.step()),
                query.site(),
                TimesView.of(parts.whole()),
                parts.sources().stream()
                        .map(point -> new Source(
                                requireNonNull(point.source()), point.summary().samples()))
                        .toList(),
                parts.sites().stream()
                        .map(point -> new Site(requireNonNull(point.site()), TimesView.of(point.summary())))
                        .toList(),
                several
                        ? parts.prefixes().stream()
                                .map(point -> new Prefix(
                                        IpPrefix.parse(requireNonNull(point.subject())), TimesView.of(point.summary())))
                                .toList()
                        : null,
                parts.series().stream()
                        .map(point -> new Point(point.at(), point.site(), TimesView.of(point.summary())))
                        .toList(),
                buckets,
                buckets - filled,
                parts.comparison(),
                parts.medianStep() == null ? null : ReportQuery.text(parts.medianStep()),
                parts.registered().mean(),
                parts.byAsn().mean());
    }

    /** From the one that the beginning is in, to the one before the end. */
    private static long buckets(ReportQuery query) {
        long step = query.step().toSeconds();
        long first = Math.floorDiv(query.from().getEpochSecond(), step);
        long last = Math.floorDiv(query.to().minusNanos(1).getEpochSecond(), step);
        return last - first + 1;
    }
}
