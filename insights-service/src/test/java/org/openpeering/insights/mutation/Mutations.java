/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Feeds decoders with mutants: none may throw, run for long or take much memory. Arguments: {@code all} or a decoder
 * (open, update, bmp, mrt, packed; default all), how many inputs (default 10,000,000), the seed (default a random one, which
 * is printed), and the number of the first, to go on or to make one again.
 *
 * <p>Time is CPU time of the thread, so that a busy machine does not count. One that hangs for good is printed and ends the
 * program.
 */
final class Mutations {
    /** Inputs that share one decoder; the first number is rounded down to it. */
    static final int BLOCK = 1_000;

    static final Duration MOST = Duration.ofMillis(500);
    private static final Duration HANGING = Duration.ofMinutes(1);
    private static final long REPORT = 1_000_000;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Trial.Kind kind;
    private final Mutator mutator;
    private final long seed;
    private final long started = cpu();
    private long inputs;
    private long bytes;
    private long refused;
    private long slowest;
    private long largest;
    private volatile long number;
    private volatile byte @Nullable [] current;

    Mutations(Trial.Kind kind, long seed) throws IOException {
        this.kind = kind;
        this.seed = seed;
        List<byte[]> corpus = kind.corpus().read();
        this.mutator = new Mutator(corpus, kind.mend(), seed);
        // What the JVM loads for the first ones is not what an input takes.
        Trial trial = kind.begin().get();
        for (byte[] good : corpus) {
            trial.take(good);
        }
    }

    public static void main(String... arguments) throws IOException {
        String name = arguments.length > 0 ? arguments[0] : "all";
        long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000_000;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : new SplittableRandom().nextLong();
        long first = arguments.length > 3 ? Long.parseLong(arguments[3]) : 0;
        System.out.println("seed " + seed);
        List<Trial.Kind> kinds = Trial.Kind.all().stream()
                .filter(kind -> name.equals("all") || name.equals(kind.name()))
                .toList();
        for (Trial.Kind kind : kinds) {
            Mutations mutations = new Mutations(kind, seed);
            mutations.watch();
            for (long done = 0; done < count; done += REPORT) {
                mutations.run(first + done, Math.min(REPORT, count - done));
                System.out.println(mutations);
            }
        }
    }

    /** Feeds so many from the first on. */
    void run(long first, long count) throws IOException {
        long from = first - first % BLOCK;
        long to = first + count;
        for (long block = from; block < to; block += BLOCK) {
            Trial trial = kind.begin().get();
            for (long each = block; each < Math.min(block + BLOCK, to); each++) {
                feed(trial, each);
            }
            trial.end();
        }
        current = null;
    }

    private void feed(Trial trial, long each) {
        byte[] input = mutator.mutant(each);
        number = each;
        current = input;
        boolean taken;
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = cpu();
        try {
            taken = trial.take(input);
        } catch (IOException | RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(words("failed"), e);
        }
        long nanos = cpu() - start;
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (nanos > MOST.toNanos()) {
            throw new AssertionError(words("took " + nanos / 1_000_000 + " ms"));
        }
        if (allocated > kind.most(input.length)) {
            throw new AssertionError(words("allocated " + allocated + " bytes"));
        }
        inputs++;
        bytes += input.length;
        refused += taken ? 0 : 1;
        slowest = Math.max(slowest, nanos);
        largest = Math.max(largest, allocated);
    }

    private String words(String what) {
        byte[] input = current;
        return "%s, seed %d, number %d: %s for %s"
                .formatted(
                        kind.name(),
                        seed,
                        number,
                        what,
                        input == null ? "" : HexFormat.of().formatHex(input));
    }

    private static long cpu() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Ends the program when one input is not done with in {@link #HANGING}. */
    private void watch() {
        Thread feeding = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> {
            long seen = -1;
            while (true) {
                long now = number;
                if (current != null && now == seen) {
                    System.out.println(words("hangs"));
                    for (StackTraceElement frame : feeding.getStackTrace()) {
                        System.out.println("  at " + frame);
                    }
                    Runtime.getRuntime().halt(1);
                }
                seen = now;
                try {
                    Thread.sleep(HANGING);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    long inputs() {
        return inputs;
    }

    /** Inputs that were refused as a whole. */
    long refused() {
        return refused;
    }

    @Override
    public String toString() {
        double seconds = (cpu() - started) / 1e9;
        return "%s: %,d inputs of %,.0f bytes, %.0f %% refused, %.1f s of CPU, %,.0f inputs/s; slowest %.1f ms, at most %,d bytes allocated"
                .formatted(
                        kind.name(),
                        inputs,
                        (double) bytes / inputs,
                        100.0 * refused / inputs,
                        seconds,
                        inputs / seconds,
                        slowest / 1e6,
                        largest);
    }
}
