/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service shows at {@code /q/metrics}: Prometheus' text format, without the values. */
record Exposition(Map<String, Family> families) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+.*");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /**
     * One name.
     *
     * @param labels without {@code le} of a histogram
     */
    record Family(String type, String description, Set<String> labels) {}

    static Exposition read(String text) {
        Map<String, String> help = new TreeMap<>();
        Map<String, Family> families = new TreeMap<>();
        List<String> lines = List.of(text.split("\n", -1));
        // One version of the format has them before the types, the other after.
        lines.stream().filter(line -> line.startsWith("# HELP ")).forEach(line -> {
            String[] words = line.split(" ", 4);
            help.put(words[2], words.length > 3 ? words[3].strip() : "");
        });
        for (String line : lines) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", 4);
                families.put(
                        name(words[2], words[3]),
                        new Family(words[3], help.getOrDefault(words[2], ""), new TreeSet<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                sample(line, families);
            }
        }
        return new Exposition(families);
    }

    /** As samples have it, in either version of the format. */
    private static String name(String declared, String type) {
        return type.equals("counter") && !declared.endsWith("_total") ? declared + "_total" : declared;
    }

    private static void sample(String line, Map<String, Family> families) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException(line);
        }
        Family family = families.get(sample.group(1));
        if (family == null) {
            family = families.get(sample.group(1).replaceAll("_(bucket|count|sum|created)$", ""));
        }
        if (family == null) {
            throw new IllegalArgumentException("no type: " + line);
        }
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
            if (!label.group(1).equals("le") && !label.group(1).equals("quantile")) {
                family.labels().add(label.group(1));
            }
        }
    }
}
