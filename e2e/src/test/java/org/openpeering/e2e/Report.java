/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openpeering.stack.demo.Latencies;

/** Figures of a run, in {@code target/e2e-report.md} and on the standard output. Figures, not verdicts. */
final class Report {
    private static final Path FILE = Path.of("target", "e2e-report.md");
    private static final Map<String, Map<String, String>> SECTIONS = new LinkedHashMap<>();

    private Report() {}

    static synchronized void figure(String section, String name, String value) {
        SECTIONS.computeIfAbsent(section, _ -> new LinkedHashMap<>()).put(name, value);
        System.out.printf("[e2e] %s: %s = %s%n", section, name, value);
        try {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A duration sample with its wish, such as "p50 12.0 ms, p99 48.1 ms of 100 (wish: p99 <= 1 s)". */
    static void latencies(String section, String name, Latencies latencies, String wish) {
        String text = String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d (wish: %s)",
                latencies.millis(50),
                latencies.millis(99),
                latencies.millis(100),
                latencies.count(),
                wish);
        figure(section, name, text);
    }

    private static String text() {
        return "# e2e report\n\n"
                + SECTIONS.entrySet().stream()
                        .map(section -> "## " + section.getKey() + "\n\n"
                                + section.getValue().entrySet().stream()
                                        .map(each -> "- " + each.getKey() + ": " + each.getValue() + "\n")
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining("\n"));
    }
}
