/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table of {@code docs/operations/metrics.md}, made of what services show. */
final class MetricsDocument {
    static final String BEGIN = "<!-- product: begin -->\n";
    static final String END = "<!-- product: end -->\n";
    private static final String HEAD = """
            | metric | type | labels | services | description |
            | --- | --- | --- | --- | --- |
            """;

    private MetricsDocument() {}

    /** @param shown by service */
    static String table(Map<String, Exposition> shown) {
        Map<String, List<Exposition.Family>> families = new TreeMap<>();
        Map<String, Set<String>> services = new TreeMap<>();
        shown.forEach((service, exposition) -> exposition.families().forEach((name, family) -> {
            if (name.startsWith("openpeering_")) {
                families.computeIfAbsent(name, _ -> new ArrayList<>()).add(family);
                services.computeIfAbsent(name, _ -> new TreeSet<>()).add(service);
            }
        }));
        StringBuilder table = new StringBuilder(HEAD);
        families.forEach((name, same) -> table.append(row(name, same, services.get(name))));
        return table.toString();
    }

    private static String row(String name, List<Exposition.Family> same, Set<String> services) {
        Set<String> types = new TreeSet<>();
        Set<String> descriptions = new TreeSet<>();
        Set<String> labels = new TreeSet<>();
        for (Exposition.Family family : same) {
            types.add(family.type());
            descriptions.add(family.description());
            family.labels().forEach(label -> labels.add("`" + label + "`"));
        }
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        name,
                        String.join(" or ", types),
                        String.join(", ", labels),
                        String.join(", ", services),
                        String.join(" or ", descriptions));
    }
}
