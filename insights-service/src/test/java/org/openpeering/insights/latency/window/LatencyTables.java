/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.rollup.Cover;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.Segment;

/**
 * Prints what 10,000 prefixes at 5 sites cost for 30 days in an empty PostgreSQL database, and how long questions take:
 * {@code JDBC-URL [SERIES]}. All 50,000 series are written by day, SERIES (2,000) of them by hour, a tenth of those by five minutes for
 * 14 days, and a tenth by minute for 2 days; what all of them would take is said beside it. A sample every ten seconds, of three round
 * trips.
 */
final class LatencyTables {
    private static final int SERIES = 50_000;
    private static final int SITES = 5;
    private static final int DAYS = 30;
    private static final int SAMPLES_OF_A_MINUTE = 6;
    private static final int ASKED = 200;
    private static final Instant NOW = Instant.parse("2026-03-31T12:34:00Z");

    private LatencyTables() {}

    public static void main(String... arguments) throws Exception {
        int hourly = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        try (Connection database = DriverManager.getConnection(arguments[0])) {
            tables(database, hourly, hourly / 10);
        }
    }

    private static void tables(Connection database, int hourly, int fine) throws Exception {
        migrate(database);
        fill(database, Level.DAY, SERIES, DAYS);
        fill(database, Level.HOUR, hourly, DAYS);
        fill(database, Level.FIVE_MINUTES, fine, 14);
        fill(database, Level.MINUTE, fine, 2);
        try (Statement statement = database.createStatement()) {
            statement.execute("vacuum analyze");
        }
        size(database, Level.DAY, DAYS);
        size(database, Level.HOUR, DAYS);
        size(database, Level.FIVE_MINUTES, 14);
        size(database, Level.MINUTE, 2);
        Instant from = NOW.minus(Duration.ofDays(DAYS));
        Instant today = Level.DAY.start(NOW);
        Cover cover = new Cover(
                NOW,
                Map.of(
                        Level.DAY,
                        today,
                        Level.HOUR,
                        Level.HOUR.start(NOW),
                        Level.FIVE_MINUTES,
                        Level.FIVE_MINUTES.start(NOW)));
        for (int round = 1; round <= 2; round++) {
            question(database, "30 days of a prefix at 5 sites", fine, cover.of(from, NOW, Level.DAY));
            question(database, "30 days of it, for a series by hours", fine, cover.of(from, NOW, Level.HOUR));
            question(
                    database,
                    "a day of it, for a series by minutes",
                    fine,
                    cover.of(NOW.minus(Duration.ofDays(1)), NOW, Level.MINUTE));
            question(
                    database,
                    "30 days of any of 10,000, by days",
                    SERIES,
                    List.of(new Segment(Level.DAY, today.minus(Duration.ofDays(DAYS)), today)));
        }
    }

    private static void migrate(Connection database) throws IOException, SQLException {
        try (Statement statement = database.createStatement()) {
            for (String script : List.of(
                    "/db/kit/V0_5__partitions_by_time.sql",
                    "/db/migration/V10__round_trips_are_added_up_by_time.sql")) {
                try (InputStream in = LatencyTables.class.getResourceAsStream(script)) {
                    statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            for (Level level : Level.values()) {
                statement.execute("select make_partitions('" + level.table("latency")
                        + "'::regclass, timestamptz '2026-02-28Z'," + " timestamptz '2026-04-02Z')");
            }
        }
    }

    private static void fill(Connection database, Level level, int series, int days) throws SQLException {
        int samples = (int) (SAMPLES_OF_A_MINUTE * level.step().toMinutes());
        Measured.Row[] shapes = shapes(samples);
        Instant from = level.start(NOW.minus(Duration.ofDays(days)));
        long buckets = Duration.between(from, level.start(NOW)).dividedBy(level.step());
        database.setAutoCommit(false);
        try (PreparedStatement insert = database.prepareStatement("insert into " + level.table("latency")
                + " (series, at, part, sent, received, sum_micros, jitter_micros, differences, samples, min_micros, max_micros, sketch)"
                + " values (?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int bucket = 0; bucket < buckets; bucket++) {
                Timestamp at = Timestamp.from(from.plus(level.step().multipliedBy(bucket)));
                for (int i = 0; i < series; i++) {
                    Measured.Row row = shapes[(i + bucket) % shapes.length];
                    insert.setInt(1, i);
                    insert.setTimestamp(2, at);
                    insert.setLong(3, row.sent());
                    insert.setLong(4, row.received());
                    insert.setLong(5, row.sumMicros());
                    insert.setLong(6, row.jitterMicros());
                    insert.setLong(7, row.differences());
                    insert.setLong(8, row.samples());
                    insert.setInt(9, (int) row.minMicros());
                    insert.setInt(10, (int) row.maxMicros());
                    insert.setBytes(11, row.sketch());
                    insert.addBatch();
                }
                int[] _ = insert.executeBatch();
            }
        }
        database.commit();
        database.setAutoCommit(true);
        System.out.printf(
                "%s: sketches of %d samples have %.0f bytes%n",
                level.table("latency"),
                samples,
                Arrays.stream(shapes)
                        .mapToInt(row -> row.sketch().length)
                        .average()
                        .orElseThrow());
    }

    private static Measured.Row[] shapes(int samples) {
        Random random = new Random(1);
        Measured.Row[] shapes = new Measured.Row[samples > 1_000 ? 100 : 400];
        for (int i = 0; i < shapes.length; i++) {
            Measured measured = new Measured();
            for (int k = 0; k < samples; k++) {
                // A part of the day the way is fuller.
                long base = (5_000 + 100_000L * i / shapes.length) * (samples > 1_000 && k % 5 == 0 ? 12 : 10) / 10;
                measured.add(3, rtts(random, base));
            }
            shapes[i] = measured.row();
        }
        return shapes;
    }

    /** One in twenty waits in a queue, up to some times as long as the way is: a wide sketch. */
    private static long[] rtts(Random random, long base) {
        long[] rtts = LatencyLoad.rtts(random, base);
        for (int i = 0; i < rtts.length; i++) {
            if (random.nextInt(20) == 0) {
                rtts[i] += (long) (-Math.log(1 - random.nextDouble()) * base / 2);
            }
        }
        return rtts;
    }

    private static void size(Connection database, Level level, int days) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery("select sum(pg_total_relation_size(inhrelid)) as bytes,"
                        + " (select count(*) from " + level.table("latency")
                        + ") as rows from pg_inherits where inhparent = '"
                        + level.table("latency") + "'::regclass")) {
            found.next();
            long rows = found.getLong("rows");
            double each = (double) found.getLong("bytes") / rows;
            long all = SERIES * (Duration.ofDays(days).dividedBy(level.step()));
            System.out.printf(
                    "%s: %,d rows, %,d bytes, %.0f a row with its index; all series for %d days: %,d rows, %.1f GB%n",
                    level.table("latency"), rows, found.getLong("bytes"), each, days, all, each * all / 1e9);
        }
    }

    private static void question(Connection database, String what, int series, List<Segment> segments)
            throws SQLException {
        Random random = new Random(3);
        long[] nanos = new long[ASKED];
        LatencySummary last = LatencySummary.NOTHING;
        int rows = 0;
        for (int i = 0; i < nanos.length; i++) {
            int first = random.nextInt(series / SITES) * SITES;
            long start = System.nanoTime();
            Measured sum = new Measured();
            rows = 0;
            for (Segment segment : segments) {
                rows += add(database, first, segment, sum);
            }
            last = sum.summary();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: %,d rows of %d times; median %.1f ms, p99 %.1f ms; p50 %.2f p95 %.2f p99 %.2f%n",
                what,
                rows,
                segments.size(),
                nanos[ASKED / 2] / 1e6,
                nanos[ASKED * 99 / 100 - 1] / 1e6,
                last.p50(),
                last.p95(),
                last.p99());
    }

    private static int add(Connection database, int first, Segment segment, Measured sum) throws SQLException {
        int rows = 0;
        try (PreparedStatement select =
                database.prepareStatement("select m.sent, m.received, m.sum_micros, m.jitter_micros,"
                        + " m.differences, m.samples, m.min_micros, m.max_micros, m.sketch from "
                        + segment.level().table("latency") + " m where m.series = any(?) and m.at >= ? and m.at < ?")) {
            select.setArray(
                    1,
                    database.createArrayOf("int4", new Object[] {first, first + 1, first + 2, first + 3, first + 4}));
            select.setTimestamp(2, Timestamp.from(segment.from()));
            select.setTimestamp(3, Timestamp.from(segment.to()));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows++;
                    sum.add(new Measured.Row(
                            found.getLong(6),
                            found.getLong(1),
                            found.getLong(2),
                            found.getInt(7),
                            found.getInt(8),
                            found.getLong(3),
                            found.getLong(4),
                            found.getLong(5),
                            found.getBytes(9)));
                }
            }
        }
        return rows;
    }
}
