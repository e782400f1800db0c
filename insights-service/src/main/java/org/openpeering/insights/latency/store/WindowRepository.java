/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.rollup.Due;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.LevelRepository;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/** Rows and places of readers. Of the network: whose a prefix or a test is, is looked at by who asks. */
@ApplicationScoped
class WindowRepository {
    private final Statements statements;
    private final LevelRepository levels;

    WindowRepository(Statements statements, LevelRepository levels) {
        this.statements = statements;
        this.levels = levels;
    }

    /** By partition: the offset of the first sample that is not added up. */
    Uni<Map<Integer, Long>> places(Collection<Integer> parts) {
        return statements
                .of("select part, next_offset from latency_progress where part = any(:parts::smallint[])")
                .set("parts", longs(parts))
                .list(row -> row)
                .map(WindowRepository::places);
    }

    /** The same, made where there is none, and locked. */
    Uni<Map<Integer, Long>> lockPlaces(Collection<Integer> parts) {
        return statements
                .of(
                        "insert into latency_progress select p::smallint, 0 from unnest(:parts) p order by p on conflict do nothing")
                .set("parts", longs(parts))
                .update()
                .chain(() -> statements
                        .of("select part, next_offset from latency_progress where part = any(:parts::smallint[])"
                                + " order by part for update")
                        .set("parts", longs(parts))
                        .list(row -> row))
                .map(WindowRepository::places);
    }

    private static Map<Integer, Long> places(List<Row> rows) {
        return rows.stream()
                .collect(Collectors.toMap(row -> (int) row.number("part"), row -> row.number("next_offset")));
    }

    private static List<Long> longs(Collection<Integer> parts) {
        return parts.stream().map(Integer::longValue).toList();
    }

    Uni<Void> move(Collection<Turn> turns) {
        return statements
                .of("update latency_progress l set next_offset = o.n from unnest(:parts, :offsets) as o (p, n)"
                        + " where l.part = o.p")
                .set("parts", Stored.longs(turns, Turn::part))
                .set("offsets", Stored.longs(turns, Turn::after))
                .update()
                .replaceWithVoid();
    }

    /** The numbers of series, which are made where there was none. */
    Uni<Map<SeriesKey, Integer>> series(Collection<SeriesKey> keys) {
        return statements
                .of("""
                        with o as (select * from unnest(:kinds, :subjects, :showns, :sites, :sources, :probes)
                            as o (kind, subject, shown, site, source, probe)),
                        made as (insert into latency_series (kind, subject, shown, site, source, probe)
                            select * from o order by kind, subject, site, source, probe
                            on conflict on constraint latency_series_once do update set shown = excluded.shown
                            returning *)
                        select * from made""")
                .set("kinds", keys.stream().map(SeriesKey::kind).toList())
                .set("subjects", keys.stream().map(SeriesKey::subject).toList())
                .set("showns", keys.stream().map(SeriesKey::shown).toList())
                .set("sites", keys.stream().map(SeriesKey::site).toList())
                .set("sources", keys.stream().map(SeriesKey::source).toList())
                .set("probes", keys.stream().map(SeriesKey::probe).toList())
                .list(row -> row)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(WindowRepository::key, row -> (int) row.number("series"))));
    }

    static SeriesKey key(Row row) {
        return new SeriesKey(
                row.constant("kind", SeriesKey.SeriesKind.class),
                row.text("subject"),
                row.text("shown"),
                row.text("site"),
                row.constant("source", SampleSource.class),
                row.constant("probe", ProbeClass.class));
    }

    /** What there is of places of one level. */
    Uni<List<Stored>> held(List<Place> places) {
        return statements
                .of("select m.series, m.at, m.part, " + Stored.COLUMNS
                        + " from unnest(:series, :ats, :parts) as o (s, a, p)"
                        + " join " + table(places.getFirst().level()) + " m on m.series = o.s::integer"
                        + " and m.at = to_timestamp(o.a) and m.part = o.p::smallint"
                        + " where m.at >= :first and m.at <= :last")
                .set("series", Stored.longs(places, Place::series))
                .set("ats", Stored.longs(places, place -> place.at().getEpochSecond()))
                .set("parts", Stored.longs(places, Place::part))
                .set("first", places.getFirst().at())
                .set("last", places.getLast().at())
                .list(row -> new Stored(
                        (int) row.number("series"), row.instant("at"), (int) row.number("part"), Stored.read(row)));
    }

    Uni<Void> store(Level level, Collection<Stored> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : set(statements.of(upsert(table(level))), rows).update().replaceWithVoid();
    }

    private static String upsert(String table) {
        return """
            insert into %s (series, at, part, sent, received, sum_micros, jitter_micros, differences, samples, min_micros,
                max_micros, sketch)
            select s::integer, to_timestamp(a), p::smallint, se, re, su, ji, di, sa::integer, mi::integer, ma::integer,
                decode(sk, 'base64')
            from unnest(:series, :ats, :parts, :sents, :receiveds, :sums, :jitters, :differences, :samples, :mins, :maxs,
                :sketches) as o (s, a, p, se, re, su, ji, di, sa, mi, ma, sk)
            on conflict (series, at, part) do update set sent = excluded.sent, received = excluded.received,
                sum_micros = excluded.sum_micros, jitter_micros = excluded.jitter_micros,
                differences = excluded.differences, samples = excluded.samples, min_micros = excluded.min_micros,
                max_micros = excluded.max_micros, sketch = excluded.sketch""".formatted(table);
    }

    private static Statement set(Statement statement, Collection<Stored> rows) {
        return statement
                .set("series", Stored.longs(rows, Stored::series))
                .set("ats", Stored.longs(rows, row -> row.at().getEpochSecond()))
                .set("parts", Stored.longs(rows, Stored::part))
                .set("sents", Stored.longs(rows, row -> row.row().sent()))
                .set("receiveds", Stored.longs(rows, row -> row.row().received()))
                .set("sums", Stored.longs(rows, row -> row.row().sumMicros()))
                .set("jitters", Stored.longs(rows, row -> row.row().jitterMicros()))
                .set("differences", Stored.longs(rows, row -> row.row().differences()))
                .set("samples", Stored.longs(rows, row -> row.row().samples()))
                .set("mins", Stored.longs(rows, row -> row.row().minMicros()))
                .set("maxs", Stored.longs(rows, row -> row.row().maxMicros()))
                .set(
                        "sketches",
                        rows.stream()
                                .map(row -> Base64.getEncoder()
                                        .encodeToString(row.row().sketch()))
                                .toList());
    }

    /** All that lies in the buckets, of the finer level. */
    Uni<List<Stored>> parts(Collection<Due> due, Level level, Level finer) {
        return levels.parts(due, level, table(finer), "m.series, m.at, m.part, " + Stored.COLUMNS)
                .list(row -> new Stored(
                        (int) row.number("series"), row.instant("at"), (int) row.number("part"), Stored.read(row)));
    }

    static String table(Level level) {
        return level.table(RoundTrips.NAME);
    }
}
