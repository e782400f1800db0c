/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.rollup.Level;
import org.openpeering.kit.json.Json;

/**
 * Prints what round trips cost. {@code samples [THREADS]}: how many a second become windows, from the bytes that Kafka has, of
 * 10,000 prefixes at 5 sites, decoding and ids included, Kafka and PostgreSQL not. {@code tables JDBC-URL}: rows, bytes and times of
 * questions in an empty PostgreSQL database: all 50,000 series by day, some by hour, for 30 days.
 */
final class LatencyLoad {
    private static final int PREFIXES = 10_000;
    private static final List<String> SITES = List.of("Frankfurt", "Paris", "London", "Madrid", "Vienna");
    private static final int SERIES = PREFIXES * SITES.size();
    private static final int DAYS = 30;
    private static final int HOURLY_SERIES = 1_000;
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    private LatencyLoad() {}

    public static void main(String... arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("tables")) {
            try (Connection database = DriverManager.getConnection(arguments[1])) {
                tables(database);
            }
        } else {
            samples(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2);
        }
    }

    private static void samples(int threads) throws Exception {
        for (int round = 0; round < 3; round++) {
            try (var pool = Executors.newFixedThreadPool(threads)) {
                List<Callable<double[]>> work = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    int seed = i;
                    work.add(() -> measure(seed));
                }
                double wall = 0;
                double cpu = 0;
                double bytes = 0;
                double windows = 0;
                for (Future<double[]> each : pool.invokeAll(work)) {
                    double[] rates = each.get();
                    wall += rates[0];
                    cpu += rates[1] / threads;
                    bytes = rates[2];
                    windows = Math.max(windows, rates[3]);
                }
                System.out.printf(
                        "%d threads: %,.0f samples/s by the clock, %,.0f samples/s of CPU each; %.0f bytes a sample, %,.0f bytes of"
                                + " heap a window%n",
                        threads, wall, cpu, bytes, windows);
            }
        }
    }

    /** A sample of each series every second, a window of a minute written by nobody. */
    private static double[] measure(int seed) throws IOException {
        Random random = new Random(seed);
        int series = SERIES / 4;
        byte[][] bodies = new byte[series][];
        long size = 0;
        for (int i = 0; i < series; i++) {
            bodies[i] = Json.mapper().writeValueAsBytes(sample(random, i));
            size += bodies[i].length;
        }
        SampleDecoder decoder = new SampleDecoder();
        Windows windows =
                new Windows(new Windows.Bounds(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofDays(7)), 0);
        long offset = 0;
        long counted = 0;
        long start = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int second = 0; System.nanoTime() - start < 8_000_000_000L; second++) {
            for (byte[] body : bodies) {
                // Another id each time, as agents have it.
                body[8] = (byte) ('a' + second % 26);
                body[9] = (byte) ('a' + second / 26 % 26);
                body[10] = (byte) ('a' + second / 676 % 26);
                counted += windows.take(offset++, decoder.read(body)) == Fate.COUNTED ? 1 : 0;
            }
            if (second % 20 == 19) {
                windows.wasWritten();
            }
        }
        double wall = (System.nanoTime() - start) / 1e9;
        double own = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        if (counted < offset * 0.99) {
            throw new IllegalStateException("only " + counted + " of " + offset + " were counted");
        }
        return new double[] {offset / wall, offset / own, (double) size / series, seed == 0 ? ofWindow() : 0};
    }

    private static double ofWindow() {
        Measured[] many = new Measured[10_000];
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        Random random = new Random(5);
        for (int i = 0; i < many.length; i++) {
            many[i] = new Measured();
            for (int k = 0; k < 20; k++) {
                many[i].add(3, rtts(random, 20_000));
            }
        }
        System.gc();
        long after = runtime.totalMemory() - runtime.freeMemory();
        return (after - before + many[7].row().samples() * 0.0) / many.length;
    }

    private static LatencySample sample(Random random, int series) {
        int number = series / SITES.size();
        IpPrefix prefix = IpPrefix.parse("10." + number / 256 + "." + number % 256 + ".0/24");
        Instant at = NOW.minusMillis(random.nextInt(10_000));
        return new LatencySample(
                UUID.randomUUID().toString(),
                at,
                at.plusMillis(300),
                "agent-" + series % SITES.size(),
                SITES.get(series % SITES.size()),
                SampleSource.AGENT,
                ProbeKind.TCP_CONNECT,
                IpAddress.parse("10." + number / 256 + "." + number % 256 + ".7"),
                prefix,
                443,
                null,
                SamplePurpose.PROBE_TARGET,
                3,
                3,
                rtts(random, 20_000),
                List.of(),
                null);
    }

    private static long[] rtts(Random random, long base) {
        long[] rtts = new long[3];
        for (int i = 0; i < rtts.length; i++) {
            rtts[i] = (long)
                    (base + Math.abs(random.nextGaussian()) * base / 20 - Math.log(1 - random.nextDouble()) * 300);
        }
        return rtts;
    }

    private static void tables(Connection database) throws Exception {
        migrate(database);
        Instant day = Level.DAY.start(NOW).minus(Duration.ofDays(DAYS));
        fill(database, Level.DAY, day, SERIES, DAYS, 4_320);
        fill(database, Level.HOUR, day, HOURLY_SERIES, DAYS * 24, 180);
        fill(database, Level.MINUTE, Level.DAY.start(NOW), HOURLY_SERIES, 600, 18);
        try (Statement statement = database.createStatement()) {
            statement.execute("vacuum analyze");
        }
        for (Level level : List.of(Level.MINUTE, Level.HOUR, Level.DAY)) {
            size(database, level);
        }
        for (int round = 0; round < 2; round++) {
            question(database, "30 days of a prefix at 5 sites by days", Level.DAY, day, NOW);
            question(database, "30 days of a prefix at 5 sites by hours", Level.HOUR, day, NOW);
        }
    }

    private static void migrate(Connection database) throws IOException, SQLException {
        try (Statement statement = database.createStatement()) {
            for (String script : List.of(
                    "/db/kit/V0_5__partitions_by_time.sql",
                    "/db/migration/V10__round_trips_are_added_up_by_time.sql")) {
                try (InputStream in = LatencyLoad.class.getResourceAsStream(script)) {
                    statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            for (Level level : Level.values()) {
                statement.execute("select make_partitions('" + level.table("latency")
                        + "'::regclass, timestamptz '2026-03-01Z'" + " - interval '1 day', timestamptz '2026-04-02Z')");
            }
        }
    }

    private static void fill(Connection database, Level level, Instant from, int series, int buckets, int samples)
            throws SQLException {
        Random random = new Random(1);
        Measured.Row[] shapes = new Measured.Row[400];
        for (int i = 0; i < shapes.length; i++) {
            Measured measured = new Measured();
            for (int k = 0; k < samples; k++) {
                // Twice a day the way is fuller.
                measured.add(3, rtts(random, (5_000 + 300L * i) * (samples > 1_000 && k % 5 == 0 ? 12 : 10) / 10));
            }
            shapes[i] = measured.row();
        }
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
                    insert.setInt(8, row.samples());
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

    private static void size(Connection database, Level level) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery("select sum(pg_total_relation_size(inhrelid)) as bytes,"
                        + " (select count(*) from " + level.table("latency")
                        + ") as rows from pg_inherits where inhparent = '"
                        + level.table("latency") + "'::regclass")) {
            found.next();
            long rows = found.getLong("rows");
            System.out.printf(
                    "%s: %,d rows, %,d bytes, %.0f a row with its index%n",
                    level.table("latency"), rows, found.getLong("bytes"), (double) found.getLong("bytes") / rows);
        }
    }

    private static void question(Connection database, String what, Level level, Instant from, Instant to)
            throws SQLException {
        Random random = new Random(3);
        long[] nanos = new long[200];
        LatencySummary last = LatencySummary.NOTHING;
        long rows = 0;
        try (PreparedStatement select =
                database.prepareStatement("select m.sent, m.received, m.sum_micros, m.jitter_micros,"
                        + " m.differences, m.samples, m.min_micros, m.max_micros, m.sketch from "
                        + level.table("latency")
                        + " m where m.series = any(?) and m.at >= ? and m.at < ?")) {
            for (int i = 0; i < nanos.length; i++) {
                int first = random.nextInt((level == Level.DAY ? SERIES : HOURLY_SERIES) / 5) * 5;
                long start = System.nanoTime();
                select.setArray(1, database.createArrayOf("int4", new Object[] {
                    first, first + 1, first + 2, first + 3, first + 4
                }));
                select.setTimestamp(2, Timestamp.from(from));
                select.setTimestamp(3, Timestamp.from(to));
                Measured sum = new Measured();
                rows = 0;
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        rows++;
                        sum.add(new Measured.Row(
                                found.getInt(6),
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
                last = sum.summary();
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: %,d rows; median %.1f ms, p99 %.1f ms; p50 %.2f p95 %.2f p99 %.2f%n",
                what, rows, nanos[100] / 1e6, nanos[198] / 1e6, last.p50(), last.p95(), last.p99());
    }
}
