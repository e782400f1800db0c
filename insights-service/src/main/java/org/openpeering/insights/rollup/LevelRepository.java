/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/** How far levels are merged, and what is due to be. */
@ApplicationScoped
public class LevelRepository {
    private final Statements statements;

    LevelRepository(Statements statements) {
        this.statements = statements;
    }

    /** Until when a level is closed, locked. */
    Uni<Instant> lockClosed(Ladder ladder, Level level) {
        return statements
                .of("select closed from " + ladder.name() + "_level where level = :level for update")
                .set("level", level)
                .get(row -> row.instant("closed"));
    }

    Uni<Map<Level, Instant>> closed(Ladder ladder) {
        return statements
                .of("select level, closed from " + ladder.name() + "_level")
                .list(row -> row)
                .map(LevelRepository::levels);
    }

    /** Until when levels are closed; they stay as they are until the transaction ends. */
    public Uni<Map<Level, Instant>> lockSharedClosed(Ladder ladder) {
        return statements
                .of("select level, closed from " + ladder.name() + "_level order by level for share")
                .list(row -> row)
                .map(LevelRepository::levels);
    }

    private static Map<Level, Instant> levels(List<Row> rows) {
        Map<Level, Instant> closed = new EnumMap<>(Level.class);
        rows.forEach(row -> closed.put(row.constant("level", Level.class), row.instant("closed")));
        return closed;
    }

    /** The first bucket of a level that is still to be merged for the first time; null when none is. */
    Uni<@Nullable Instant> firstDue(Ladder ladder, Level level) {
        return statements
                .of("select min(at) as at from " + ladder.name() + "_due where level = :level and not late")
                .set("level", level)
                .find(row -> row.instantOrNull("at"));
    }

    /**
     * All rows that lie in the buckets, of the finer level.
     *
     * @param table of the finer level, called {@code m} in {@code columns}
     */
    public Statement parts(Collection<Due> due, Level level, String table, String columns) {
        return statements
                .of("select " + columns + " from unnest(:series, :ats) as o (s, a)"
                        + " join " + table + " m on m.series = o.s::integer and m.at >= to_timestamp(o.a)"
                        + " and m.at < to_timestamp(o.a) + :step::interval"
                        + " where m.at >= :first and m.at < :last")
                .set("series", Due.longs(due, Due::series))
                .set("ats", Due.longs(due, each -> each.at().getEpochSecond()))
                .set("step", level.step().toSeconds() + " seconds")
                .set("first", due.stream().map(Due::at).min(Instant::compareTo).orElseThrow())
                .set(
                        "last",
                        due.stream()
                                .map(Due::at)
                                .max(Instant::compareTo)
                                .orElseThrow()
                                .plus(level.step()));
    }

    /** From which rows a time can be read now. */
    public Uni<Cover> cover(Ladder ladder) {
        return closed(ladder)
                .chain(closed -> Multi.createFrom()
                        .iterable(closed.keySet())
                        .onItem()
                        .transformToUniAndConcatenate(level -> firstDue(ladder, level)
                                .map(due ->
                                        Map.entry(level, MergeService.whole(requireNonNull(closed.get(level)), due))))
                        .collect()
                        .in(
                                () -> new EnumMap<Level, Instant>(Level.class),
                                (all, each) -> all.put(each.getKey(), each.getValue()))
                        .map(merged -> new Cover(Instant.now(), merged)));
    }

    /** Every series that has something in the finer level is due; how many there are. */
    Uni<Integer> close(Ladder ladder, Level level, Level finer, Instant from, Instant until) {
        return statements
                .of("insert into " + ladder.name() + "_due as d (level, at, series, late)"
                        + " select distinct :level, date_bin(:step::interval, m.at, timestamptz 'epoch'), m.series, false"
                        + " from " + ladder.table(finer) + " m where m.at >= :from and m.at < :until"
                        + " on conflict (level, at, series) do update set late = false")
                .set("level", level)
                .set("step", level.step().toSeconds() + " seconds")
                .set("from", from)
                .set("until", until)
                .update()
                .call(() -> statements
                        .of("update " + ladder.name() + "_level set closed = :until where level = :level")
                        .set("until", until)
                        .set("level", level)
                        .update());
    }

    /**
     * What is due already is held, so that who merges waits for what is added now, and does not take it before.
     *
     * @param due of buckets that were merged before
     */
    public Uni<Void> due(Ladder ladder, Collection<Due> due) {
        return due.isEmpty()
                ? Uni.createFrom().voidItem()
                : statements
                        .of("insert into " + ladder.name() + "_due as d (level, at, series, late)"
                                + " select l, to_timestamp(a), s::integer, true from unnest(:levels, :ats, :series) as o (l, a, s)"
                                + " on conflict (level, at, series) do update set late = d.late")
                        .set(
                                "levels",
                                due.stream().map(Due::level).map(Level::wire).toList())
                        .set("ats", Due.longs(due, each -> each.at().getEpochSecond()))
                        .set("series", Due.longs(due, Due::series))
                        .update()
                        .replaceWithVoid();
    }

    /** Takes some that nobody else has taken, of one level, the oldest first. */
    Uni<List<Due>> take(Ladder ladder, Level level, int limit) {
        String table = ladder.name() + "_due";
        return statements
                .of("delete from " + table + " d using (select level, at, series from " + table
                        + " where level = :level order by level, at, series limit :limit for update skip locked) t"
                        + " where d.level = t.level and d.at = t.at and d.series = t.series"
                        + " returning d.at, d.series")
                .set("level", level)
                .set("limit", limit)
                .list(row -> new Due(level, row.instant("at"), (int) row.number("series")));
    }
}
