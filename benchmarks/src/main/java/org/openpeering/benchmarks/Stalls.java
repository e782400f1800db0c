/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Stretches of a steady load in which nothing was answered. Any thread may tell of an answer. */
final class Stalls {
    private static final Duration LEAST = Duration.ofMillis(250);

    private final List<Instant> answers = new ArrayList<>();

    record Stall(Instant begin, Instant end) {
        Duration length() {
            return Duration.between(begin, end);
        }
    }

    /** @param begin of the load: the first answer can be late, too */
    Stalls(Instant begin) {
        answers.add(begin);
    }

    synchronized void answered(Instant when) {
        answers.add(when);
    }

    synchronized List<Stall> found() {
        List<Instant> sorted = answers.stream().sorted().toList();
        List<Stall> found = new ArrayList<>();
        for (int i = 1; i < sorted.size(); i++) {
            Stall gap = new Stall(sorted.get(i - 1), sorted.get(i));
            if (gap.length().compareTo(LEAST) > 0) {
                found.add(gap);
            }
        }
        return found;
    }

    /** Prints each with what ran at that time. */
    void report(String name, Suite suite) {
        List<Stall> found = found();
        long millis =
                found.stream().mapToLong(stall -> stall.length().toMillis()).sum();
        Report report = suite.report();
        report.figure(name + ": stalls", found.size());
        report.figure(name + ": stalls, ms in all", (double) millis);
        if (found.isEmpty()) {
            return;
        }
        report.line(
                "  stalls, nothing answered for more than %d ms: %d, %d ms in all",
                LEAST.toMillis(), found.size(), millis);
        Incidents incidents = suite.incidents();
        for (Stall stall : found) {
            report.line(
                    "    %s for %d ms: %s",
                    stall.begin().truncatedTo(ChronoUnit.MILLIS),
                    stall.length().toMillis(),
                    incidents.during(stall.begin(), stall.end()));
        }
    }
}
