/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Two runs of a benchmark side by side. */
final class Comparison {
    private static final double NOTHING = 0.05;

    private Comparison() {}

    /** @param arguments the figures of the old run, those of the new one */
    public static void main(String[] arguments) throws IOException {
        lines(Files.readAllLines(Path.of(arguments[0])), Files.readAllLines(Path.of(arguments[1])))
                .forEach(System.out::println);
    }

    /** Every figure of either, in the order of the new ones; without the CPU of parts that have next to nothing to do. */
    static Stream<String> lines(List<String> oldFigures, List<String> newFigures) {
        Map<String, Double> before = parse(oldFigures);
        Map<String, Double> after = parse(newFigures);
        Map<String, Double> all = new LinkedHashMap<>(after);
        before.forEach(all::putIfAbsent);
        return Stream.concat(
                Stream.of(String.format(Locale.ROOT, "%-75s %10s %10s %8s", "", "old", "new", "new/old")),
                all.keySet().stream()
                        .filter(name -> !name.contains("CPU per ")
                                || before.getOrDefault(name, NOTHING) >= NOTHING
                                || after.getOrDefault(name, NOTHING) >= NOTHING)
                        .map(name -> line(
                                name, before.getOrDefault(name, Double.NaN), after.getOrDefault(name, Double.NaN))));
    }

    private static Map<String, Double> parse(List<String> lines) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split("\t", 2);
            figures.put(words[0], Double.valueOf(words[1]));
        }
        return figures;
    }

    private static String line(String name, double before, double after) {
        return String.format(
                Locale.ROOT, "%-75s %10s %10s %8s", name, number(before), number(after), number(after / before));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "-";
    }
}
