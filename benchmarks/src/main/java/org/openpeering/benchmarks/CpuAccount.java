/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Milliseconds of CPU as Linux counts them: those that each part has used with all its children, also children that have
 * ended, beside those of the whole machine. Either since the start of each, or between two looks.
 */
record CpuAccount(Map<String, Long> parts, Machine machine) {
    static final String LOAD_GENERATOR = "load generator";

    /** /proc counts in hundredths of a second, on every architecture. */
    private static final long MILLIS_PER_TICK = 10;
    /** Above that share of the cores whoever has to do something waits for a core first. */
    private static final double SATURATED = 0.9;
    /** Above that share of the cores in the hands of others it is not only the suite that is measured. */
    private static final double DISTURBED = 0.1;

    /**
     * @param all what the cores could have done
     * @param busy what they did
     * @param programs the part of it that programs caused, without interrupts; with what a hypervisor took away
     */
    record Machine(long all, long busy, long programs) {
        /** @param line the first line of /proc/stat */
        static Machine parse(String line) {
            // user nice system idle iowait irq softirq steal; guests are in user already.
            long[] millis = Arrays.stream(line.strip().split("\\s+"))
                    .skip(1)
                    .limit(8)
                    .mapToLong(Long::parseLong)
                    .map(ticks -> ticks * MILLIS_PER_TICK)
                    .toArray();
            long all = LongStream.of(millis).sum();
            return new Machine(all, all - millis[3] - millis[4], millis[0] + millis[1] + millis[2] + millis[7]);
        }
    }

    static CpuAccount now(Map<String, Long> pids) {
        Map<String, Long> parts = new LinkedHashMap<>();
        pids.forEach((name, pid) -> parts.put(name, withDescendants(pid)));
        // Without children: the suite is among them.
        parts.put(LOAD_GENERATOR, used(read("self"), 2));
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return new CpuAccount(parts, Machine.parse(lines.findFirst().orElseThrow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long withDescendants(long pid) {
        return used(read(Long.toString(pid)), 4)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(child -> used(read(Long.toString(child.pid())), 4))
                        .sum();
    }

    /** Empty when the process has ended: what it has used is its parent's now. */
    private static String read(String process) {
        try {
            return Files.readString(Path.of("/proc", process, "stat"));
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * @param stat of a process; its name may hold anything, also spaces and brackets
     * @param fields 2: user, system; 4: the same of its children that have ended, too
     */
    static long used(String stat, int fields) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return Arrays.stream(afterName)
                        .skip(11)
                        .limit(fields)
                        .mapToLong(Long::parseLong)
                        .sum()
                * MILLIS_PER_TICK;
    }

    CpuAccount since(CpuAccount before) {
        Map<String, Long> used = new LinkedHashMap<>();
        parts.forEach((name, millis) -> used.put(name, millis - before.parts.getOrDefault(name, 0L)));
        return new CpuAccount(
                used,
                new Machine(
                        machine.all - before.machine.all,
                        machine.busy - before.machine.busy,
                        machine.programs - before.machine.programs));
    }

    long millis(String part) {
        return parts.getOrDefault(part, 0L);
    }

    /** What all parts of the suite have used, without the load generator. */
    long suiteMillis() {
        return ownMillis() - millis(LOAD_GENERATOR);
    }

    private long ownMillis() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Each part's milliseconds for one of {@code count}. */
    String perOne(long count) {
        return parts.entrySet().stream()
                .map(part -> String.format(Locale.ROOT, "%s %.2f", part.getKey(), (double) part.getValue() / count))
                .collect(Collectors.joining(", "));
    }

    double busyShare() {
        return share(machine.busy);
    }

    double othersShare() {
        return share(Math.max(0, machine.programs - ownMillis()));
    }

    private double share(long millis) {
        return machine.all == 0 ? 0 : (double) millis / machine.all;
    }

    /** How busy the machine was, and whether times measured then say something about the suite. */
    String verdict() {
        String shares = String.format(
                Locale.ROOT,
                "machine %.0f %% busy, %.0f %% by other processes",
                100 * busyShare(),
                100 * othersShare());
        if (othersShare() > DISTURBED) {
            return shares + ": DISTURBED, the times mean little";
        }
        return busyShare() > SATURATED ? shares + ": SATURATED, the times mean little" : shares;
    }
}
