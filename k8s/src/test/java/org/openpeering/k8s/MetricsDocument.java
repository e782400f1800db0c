/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code docs/operations/metrics.md}, which the end-to-end tests hold to what running services show. */
final class MetricsDocument {
    static final Path FILE = Tree.ROOT.resolveSibling("docs/operations/metrics.md");
    /** What Prometheus adds to each. */
    private static final Set<String> TARGET = Set.of("job", "instance", "namespace", "pod");

    private final Map<String, Set<String>> labels = new HashMap<>();

    private MetricsDocument() {}

    static MetricsDocument read() {
        MetricsDocument document = new MetricsDocument();
        document.add("up", "gauge", Set.of());
        for (String line : lines()) {
            if (line.startsWith("| `")) {
                List<String> cells = Arrays.stream(line.split("\\|", -1))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList();
                Set<String> names = new HashSet<>(List.of(cells.get(3).split(",\\s*")));
                names.remove("");
                document.add(cells.get(1), cells.get(2), names);
            }
        }
        return document;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String name, String type, Set<String> own) {
        Set<String> all = new HashSet<>(own);
        all.addAll(TARGET);
        switch (type) {
            case "histogram", "summary" -> {
                labels.put(name + "_count", all);
                labels.put(name + "_sum", all);
                if (type.equals("histogram")) {
                    Set<String> bucket = new HashSet<>(all);
                    bucket.add("le");
                    labels.put(name + "_bucket", bucket);
                }
            }
            default -> labels.put(name, all);
        }
    }

    /** What the query asks for and nothing shows; empty: it can be answered. */
    List<String> missing(String expression) {
        return Query.of(expression).labels().entrySet().stream()
                .flatMap(asked -> {
                    Set<String> known = labels.get(asked.getKey());
                    return known == null
                            ? List.of(asked.getKey()).stream()
                            : asked.getValue().stream()
                                    .filter(label -> !known.contains(label))
                                    .map(label -> asked.getKey() + "{" + label + "}");
                })
                .toList();
    }
}
