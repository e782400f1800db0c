/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.openpeering.insights.latency.Measured;
import org.openpeering.kit.json.Json;

/**
 * Prints what round trips cost. {@code [THREADS]}: how many a second become windows, from the bytes that Kafka has, of
 * 10,000 prefixes at 5 sites, decoding and ids included, Kafka and PostgreSQL not.
 */
final class LatencyLoad {
    private static final int PREFIXES = 10_000;
    private static final List<String> SITES = List.of("Frankfurt", "Paris", "London", "Madrid", "Vienna");
    private static final int SERIES = PREFIXES * SITES.size();
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    private LatencyLoad() {}

    public static void main(String... arguments) throws Exception {
        samples(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2);
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

    static long[] rtts(Random random, long base) {
        long[] rtts = new long[3];
        for (int i = 0; i < rtts.length; i++) {
            rtts[i] = (long)
                    (base + Math.abs(random.nextGaussian()) * base / 20 - Math.log(1 - random.nextDouble()) * 300);
        }
        return rtts;
    }
}
