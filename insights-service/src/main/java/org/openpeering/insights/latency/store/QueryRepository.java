/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.rollup.Segment;
import org.openpeering.kit.sql.Statements;

/** What is asked. The subjects are those that the caller may know of. */
@ApplicationScoped
class QueryRepository {
    /** Added up where the rows are; sketches are put one behind the other, which is all that the database can do with them. */
    private static final String SUMS = """
            sum(m.sent)::bigint as sent, sum(m.received)::bigint as received, sum(m.sum_micros)::bigint as sum_micros,
            sum(m.jitter_micros)::bigint as jitter_micros, sum(m.differences)::bigint as differences,
            sum(m.samples)::bigint as samples,
            coalesce(min(m.min_micros) filter (where m.received > 0), 0) as min_micros, max(m.max_micros) as max_micros,
            string_agg(m.sketch, ''::bytea) as sketch""";

    private final Statements statements;

    QueryRepository(Statements statements) {
        this.statements = statements;
    }

    /** A series with its number. */
    record Numbered(int series, SeriesKey key) {}

    Uni<List<Numbered>> series(Selector selector) {
        SeriesKey.SeriesKind kind =
                selector.kind() == Selector.Kind.TEST ? SeriesKey.SeriesKind.TEST : SeriesKey.SeriesKind.PREFIX;
        return statements
                .of(
                        "select * from latency_series where kind = :kind and subject = any(:subjects) and probe = :probe and (:site::text is null or site = :site::text)"
                                + " and (:source::text is null or source = :source::text) order by series")
                .set("kind", kind)
                .set("subjects", selector.subjects())
                .set("probe", selector.probe())
                .set("site", selector.site())
                .set(
                        "source",
                        selector.source() == null ? null : selector.source().wire())
                .list(row -> new Numbered((int) row.number("series"), WindowRepository.key(row)));
    }

    /**
     * What rows of a bucket add up to.
     *
     * @param series one of those that are in it
     */
    record Sum(int series, Instant at, Measured.Row row) {}

    /** Each series by itself, over the whole time. */
    Uni<List<Sum>> sums(List<Long> series, Segment segment) {
        return sums(
                "select m.series, min(m.at) as at, " + SUMS + " from " + WindowRepository.table(segment.level())
                        + " m where m.series = any(:series::integer[]) and m.at >= :from and m.at < :to group by m.series",
                series,
                segment);
    }

    /**
     * By bucket and by what is told apart.
     *
     * @param step of buckets, from the epoch on
     */
    Uni<List<Sum>> sums(Selector.Kind kind, Set<By> apart, List<Long> series, Segment segment, Duration step) {
        String columns =
                apart.stream().sorted().map(by -> ", s." + column(kind, by)).collect(Collectors.joining());
        String join = apart.isEmpty() ? "" : " join latency_series s on s.series = m.series";
        return sums(
                "select min(m.series) as series, m.bucket as at, " + SUMS
                        + " from (select date_bin('" + step.toSeconds()
                        + " seconds', m.at, timestamptz 'epoch') as bucket, m.* from "
                        + WindowRepository.table(segment.level())
                        + " m where m.series = any(:series::integer[]) and m.at >= :from and m.at < :to) m"
                        + join + " group by m.bucket" + columns,
                series,
                segment);
    }

    private static String column(Selector.Kind kind, By by) {
        return switch (by) {
            case SUBJECT -> kind == Selector.Kind.SHOWN_PREFIX ? "shown" : "subject";
            case SITE -> "site";
            case SOURCE -> "source";
        };
    }

    private Uni<List<Sum>> sums(String sql, List<Long> series, Segment segment) {
        return statements
                .of(sql)
                .set("series", series)
                .set("from", segment.from())
                .set("to", segment.to())
                .list(row -> new Sum((int) row.number("series"), row.instant("at"), Stored.read(row)));
    }
}
