/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.insights.activity.Counted;
import org.openpeering.insights.rollup.Due;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.LevelRepository;
import org.openpeering.insights.rollup.Segment;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** Rows of what was counted. Of the network: whose a session or a prefix is, is looked at by who asks. */
@ApplicationScoped
class ActivityRepository {
    static final String NAME = "activity";

    private static final String COLUMNS =
            "m.series, m.at, m.part, m.revision, m.updates, m.announcements, m.withdrawals,"
                    + " m.path_changes, m.prepended, array_to_string(m.lengths, ',') as lengths, m.paths";

    private final Statements statements;
    private final LevelRepository levels;

    ActivityRepository(Statements statements, LevelRepository levels) {
        this.statements = statements;
        this.levels = levels;
    }

    static String table(Level level) {
        return level.table(NAME);
    }

    /** Since when anything is counted. */
    Uni<Instant> begin() {
        return statements.of("select at from activity_begin").get(row -> row.instant("at"));
    }

    /** Makes numbers for those that have none. */
    Uni<Integer> number(Kind kind, Collection<String> subjects) {
        return statements
                .of("insert into activity_series (kind, subject) select :kind, o.s from unnest(:subjects) as o (s)"
                        + " where not exists (select from activity_series a where a.kind = :kind and a.subject = o.s)"
                        + " order by o.s on conflict on constraint activity_series_once do nothing")
                .set("kind", kind)
                .set("subjects", subjects)
                .update();
    }

    Uni<Map<String, Integer>> series(Kind kind, Collection<String> subjects) {
        return statements
                .of("select subject, series from activity_series where kind = :kind and subject = any(:subjects)")
                .set("kind", kind)
                .set("subjects", subjects)
                .list(row -> row)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.text("subject"), row -> (int) row.number("series"))));
    }

    /** Of the same counter the row that has more counts. */
    Uni<Void> store(Level level, Collection<Stored> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : statements
                        .of(upsert(table(level)))
                        .set("series", longs(rows, Stored::series))
                        .set("ats", longs(rows, row -> row.at().getEpochSecond()))
                        .set("parts", longs(rows, Stored::part))
                        .set("revisions", longs(rows, row -> row.counted().revision()))
                        .set("updates", longs(rows, row -> row.counted().updates()))
                        .set("announcements", longs(rows, row -> row.counted().announcements()))
                        .set("withdrawals", longs(rows, row -> row.counted().withdrawals()))
                        .set("changes", longs(rows, row -> row.counted().pathChanges()))
                        .set("prependeds", longs(rows, row -> row.counted().prepended()))
                        .set(
                                "lengths",
                                rows.stream()
                                        .map(row -> row.counted().lengths().stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(",")))
                                        .toList())
                        .set(
                                "paths",
                                rows.stream()
                                        .map(row -> Base64.getEncoder()
                                                .encodeToString(row.counted().paths()))
                                        .toList())
                        .update()
                        .replaceWithVoid();
    }

    private static String upsert(String table) {
        return """
            insert into %s as m (series, at, part, revision, updates, announcements, withdrawals, path_changes, prepended,
                lengths, paths)
            select s::integer, to_timestamp(a), p, re, up, an, wi, pa, pr, string_to_array(le, ',')::bigint[],
                decode(sk, 'base64')
            from unnest(:series, :ats, :parts, :revisions, :updates, :announcements, :withdrawals, :changes, :prependeds,
                :lengths, :paths) as o (s, a, p, re, up, an, wi, pa, pr, le, sk)
            on conflict (series, at, part) do update set revision = excluded.revision, updates = excluded.updates,
                announcements = excluded.announcements, withdrawals = excluded.withdrawals,
                path_changes = excluded.path_changes, prepended = excluded.prepended, lengths = excluded.lengths,
                paths = excluded.paths
            where m.part = -1 or m.revision < excluded.revision""".formatted(table);
    }

    /** All that lies in the buckets, of the finer level. */
    Uni<List<Stored>> parts(Collection<Due> due, Level level, Level finer) {
        return levels.parts(due, level, table(finer), COLUMNS).list(ActivityRepository::stored);
    }

    Uni<List<Stored>> rows(Collection<Integer> series, Segment segment) {
        return statements
                .of("select " + COLUMNS + " from " + table(segment.level())
                        + " m where m.series = any(:series::integer[]) and m.at >= :from and m.at < :to")
                .set("series", longs(series, Integer::longValue))
                .set("from", segment.from())
                .set("to", segment.to())
                .list(ActivityRepository::stored);
    }

    private static Stored stored(Row row) {
        String lengths = row.text("lengths");
        return new Stored(
                (int) row.number("series"),
                row.instant("at"),
                row.number("part"),
                new Counted(
                        row.number("revision"),
                        row.number("updates"),
                        row.number("announcements"),
                        row.number("withdrawals"),
                        row.number("path_changes"),
                        row.number("prepended"),
                        lengths.isEmpty()
                                ? List.of()
                                : Arrays.stream(lengths.split(","))
                                        .map(Long::valueOf)
                                        .toList(),
                        row.bytes("paths")));
    }

    private static <T> List<Long> longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().map(column::applyAsLong).toList();
    }
}
