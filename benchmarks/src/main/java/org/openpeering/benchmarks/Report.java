/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openpeering.stack.demo.Latencies;

/** Prints figures as they come, and keeps them for a {@link Comparison}. */
final class Report {
    private final Map<String, Double> figures = new LinkedHashMap<>();

    void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** @param name with the unit */
    void figure(String name, double value) {
        figures.put(name, value);
    }

    void latencies(String name, Latencies latencies, String goal) {
        line(
                "%s: n %d, p50 %.1f ms, p99 %.1f ms, most %.1f ms (goal: %s)",
                name, latencies.count(), latencies.millis(50), latencies.millis(99), latencies.millis(100), goal);
        figure(name + ": p50, ms", latencies.millis(50));
        figure(name + ": p99, ms", latencies.millis(99));
    }

    /** The time since {@link System#nanoTime} was {@code begin}. */
    void since(String name, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        line("%s: %.1f s", name, seconds);
        figure(name + ", s", seconds);
    }

    void write(Path file) throws IOException {
        Files.write(
                file,
                figures.entrySet().stream()
                        .map(figure -> figure.getKey() + "\t" + figure.getValue())
                        .toList());
    }
}
