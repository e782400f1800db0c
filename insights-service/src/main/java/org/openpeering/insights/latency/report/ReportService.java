/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.report;

import static java.util.Objects.requireNonNull;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
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
            @Nullable Double registered,
            @Nullable Double byAsn) {
        static Parts of(LatencySummary whole) {
            return new Parts(whole, List.of(), List.of(), List.of(), List.of(), null, null, null);
        }

        Parts sources(List<LatencyPoint> points) {
            return new Parts(whole, points, sites, prefixes, series, comparison, registered, byAsn);
        }

        Parts sites(List<LatencyPoint> points) {
            return new Parts(whole, sources, points, prefixes, series, comparison, registered, byAsn);
        }

        Parts prefixes(List<LatencyPoint> points) {
            return new Parts(whole, sources, sites, points, series, comparison, registered, byAsn);
        }

        Parts series(List<LatencyPoint> points) {
            return new Parts(whole, sources, sites, prefixes, points, comparison, registered, byAsn);
        }

        Parts compared(@Nullable Comparison other) {
            return new Parts(whole, sources, sites, prefixes, series, other, registered, byAsn);
        }

        Parts medians(@Nullable Double ofRegistered, @Nullable Double ofAsn) {
            return new Parts(whole, sources, sites, prefixes, series, comparison, ofRegistered, ofAsn);
        }
    }

    @WithSession
    public Uni<LatencyReport> report(Subject subject, ReportQuery query) {
        List<IpPrefix> shown = subject.shown();
        Selector all = selector(shown, query);
        boolean several = shown.size() > 1;
        return queries.summary(all, query.from(), query.to())
                .map(Parts::of)
                .chain(parts -> queries.points(all, query.from(), query.to(), Set.of(By.SOURCE))
                        .map(parts::sources))
                .chain(parts -> queries.points(all, query.from(), query.to(), Set.of(By.SITE))
                        .map(parts::sites))
                .chain(parts -> several
                        ? queries.points(all, query.from(), query.to(), Set.of(By.SUBJECT))
                                .map(parts::prefixes)
                        : Uni.createFrom().item(parts))
                .chain(parts -> queries.series(
                                all,
                                query.from(),
                                query.to(),
                                query.step(),
                                query.bySite() ? Set.of(By.SITE) : Set.of())
                        .map(parts::series))
                .chain(parts -> comparison(all, parts.whole(), query).map(parts::compared))
                .chain(parts -> medians(subject.registered(), query)
                        .chain(registered -> medians(subject.byAsn(), query)
                                .map(byAsn -> parts.medians(value(registered), value(byAsn)))))
                .map(parts -> view(subject, shown, query, several, parts));
    }

    private static Selector selector(List<IpPrefix> prefixes, ReportQuery query) {
        return Selector.ofPrefixes(prefixes)
                .at(query.site())
                .from(query.source())
                .by(query.probe());
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
    private Uni<OptionalDouble> medians(List<IpPrefix> prefixes, ReportQuery query) {
        return prefixes.isEmpty()
                ? Uni.createFrom().item(OptionalDouble.empty())
                : queries.series(selector(prefixes, query), query.from(), query.to(), HOUR, Set.of(By.SUBJECT))
                        .map(ReportService::meanOfMedians);
    }

    static OptionalDouble meanOfMedians(List<LatencyPoint> points) {
        return points.stream()
                .map(LatencyPoint::summary)
                .filter(summary -> summary.p50() != null)
                .mapToDouble(summary -> requireNonNull(summary.p50()))
                .average();
    }

    private static @Nullable Double value(OptionalDouble median) {
        return median.isPresent() ? TimesView.rounded(median.getAsDouble(), 1e3) : null;
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
                parts.registered(),
                parts.byAsn());
    }

    /** From the one that the beginning is in, to the one before the end. */
    private static long buckets(ReportQuery query) {
        long step = query.step().toSeconds();
        long first = Math.floorDiv(query.from().getEpochSecond(), step);
        long last = Math.floorDiv(query.to().minusNanos(1).getEpochSecond(), step);
        return last - first + 1;
    }
}
