/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.latency.Level;
import org.openpeering.kit.sql.Statements;

/** What is due to be merged upward. */
@ApplicationScoped
class MergeRepository {
    private final Statements statements;

    MergeRepository(Statements statements) {
        this.statements = statements;
    }

    /** Until when a level is closed, locked. */
    Uni<Instant> lockClosed(Level level) {
        return statements
                .of("select closed from latency_level where level = :level for update")
                .set("level", level)
                .get(row -> row.instant("closed"));
    }

    Uni<Map<Level, Instant>> closed() {
        return statements
                .of("select level, closed from latency_level")
                .list(row -> row)
                .map(WindowRepository::levels);
    }

    /** The first bucket of a level that is still to be merged for the first time; null when none is. */
    Uni<@Nullable Instant> firstDue(Level level) {
        return statements
                .of("select min(at) as at from latency_due where level = :level and not late")
                .set("level", level)
                .find(row -> row.instantOrNull("at"));
    }

    /** Every series that has something in the finer level is due; how many there are. */
    Uni<Integer> close(Level level, Level finer, Instant from, Instant until) {
        return statements
                .of("insert into latency_due (level, at, series, late)"
                        + " select distinct :level, date_bin(:step::interval, m.at, timestamptz 'epoch'), m.series, false"
                        + " from " + finer.table() + " m where m.at >= :from and m.at < :until"
                        + " on conflict (level, at, series) do update set late = false")
                .set("level", level)
                .set("step", level.step().toSeconds() + " seconds")
                .set("from", from)
                .set("until", until)
                .update()
                .call(() -> statements
                        .of("update latency_level set closed = :until where level = :level")
                        .set("until", until)
                        .set("level", level)
                        .update());
    }

    /** Takes some that nobody else has taken, of one level, the oldest first. */
    Uni<List<Due>> take(Level level, int limit) {
        return statements
                .of("""
                        delete from latency_due d using (select level, at, series from latency_due
                            where level = :level order by level, at, series limit :limit for update skip locked) t
                        where d.level = t.level and d.at = t.at and d.series = t.series
                        returning d.at, d.series""")
                .set("level", level)
                .set("limit", limit)
                .list(row -> new Due(level, row.instant("at"), (int) row.number("series")));
    }

    /** All that lies in the buckets, of the finer level. */
    Uni<List<Stored>> parts(Collection<Due> due, Level level, Level finer) {
        return statements
                .of("select m.series, m.at, m.part, " + Stored.COLUMNS + " from unnest(:series, :ats) as o (s, a)"
                        + " join " + finer.table() + " m on m.series = o.s::integer and m.at >= to_timestamp(o.a)"
                        + " and m.at < to_timestamp(o.a) + :step::interval"
                        + " where m.at >= :first and m.at < :last")
                .set("series", Stored.longs(due, Due::series))
                .set("ats", Stored.longs(due, each -> each.at().getEpochSecond()))
                .set("step", level.step().toSeconds() + " seconds")
                .set("first", due.stream().map(Due::at).min(Instant::compareTo).orElseThrow())
                .set(
                        "last",
                        due.stream()
                                .map(Due::at)
                                .max(Instant::compareTo)
                                .orElseThrow()
                                .plus(level.step()))
                .list(row -> new Stored(
                        (int) row.number("series"), row.instant("at"), (int) row.number("part"), Stored.read(row)));
    }
}
