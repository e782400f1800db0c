/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
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
        boolean shown = selector.kind() == Selector.Kind.SHOWN_PREFIX;
        SeriesKey.SeriesKind kind =
                selector.kind() == Selector.Kind.TEST ? SeriesKey.SeriesKind.TEST : SeriesKey.SeriesKind.PREFIX;
        return statements
                .of("select * from latency_series where kind = :kind and " + (shown ? "shown" : "subject")
                        + " = any(:subjects) and probe = :probe and (:site::text is null or site = :site::text)"
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

    Uni<List<Stored>> rows(Collection<Integer> series, Segment segment) {
        return statements
                .of("select m.series, m.at, m.part, " + Stored.COLUMNS + " from "
                        + WindowRepository.table(segment.level())
                        + " m where m.series = any(:series::integer[]) and m.at >= :from and m.at < :to")
                .set("series", series.stream().map(Integer::longValue).toList())
                .set("from", segment.from())
                .set("to", segment.to())
                .list(row -> new Stored(
                        (int) row.number("series"), row.instant("at"), (int) row.number("part"), Stored.read(row)));
    }
}
