/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.rollup.Segment;
import org.openpeering.kit.sql.Statements;

/** What is asked. The subjects are those that the caller may know of. */
@ApplicationScoped
class QueryRepository {
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

    /** What rows of a group and a bucket add up to. */
    record Sum(int group, Instant at, Measured.Row row) {}

    /**
     * Added up where the rows are; sketches are put one behind the other, which is all that the database can do with them.
     *
     * @param groups for each of the series which group it is of
     * @param step of buckets, from the epoch on
     */
    Uni<List<Sum>> sums(List<Long> series, List<Long> groups, Segment segment, Duration step) {
        return statements
                .of("""
                        select o.g, date_bin(:step::interval, m.at, timestamptz 'epoch') as at,
                            sum(m.sent)::bigint as sent, sum(m.received)::bigint as received,
                            sum(m.sum_micros)::bigint as sum_micros, sum(m.jitter_micros)::bigint as jitter_micros,
                            sum(m.differences)::bigint as differences, sum(m.samples)::bigint as samples,
                            coalesce(min(m.min_micros) filter (where m.received > 0), 0) as min_micros,
                            max(m.max_micros) as max_micros, string_agg(m.sketch, ''::bytea) as sketch
                        from %s m join unnest(:numbers, :groups) as o (s, g) on o.s = m.series
                        where m.series = any(:series::integer[]) and m.at >= :from and m.at < :to
                        group by 1, 2""".formatted(WindowRepository.table(segment.level())))
                .set("step", step.toSeconds() + " seconds")
                .set("numbers", series)
                .set("groups", groups)
                .set("series", series)
                .set("from", segment.from())
                .set("to", segment.to())
                .list(row -> new Sum((int) row.number("g"), row.instant("at"), Stored.read(row)));
    }
}
