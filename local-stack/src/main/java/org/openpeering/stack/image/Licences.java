/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Under which licences a library may be in an image that is handed on under Apache-2.0: those that ask for no more than
 * their text and notices, and those whose copyleft ends at the library's own files.
 */
final class Licences {
    private static final Set<String> ALLOWED = Set.of(
            "0BSD",
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "ISC",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "MIT",
            "MIT-0",
            "MPL-2.0",
            "Public Domain",
            "UPL-1.0",
            "GPL-2.0-only WITH Classpath-exception-2.0");

    // What POMs write that CycloneDX does not know as an SPDX id.
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("Apache License, Version 2.0", "Apache-2.0"),
            Map.entry("BSD-2-Clause License", "BSD-2-Clause"),
            Map.entry("Eclipse Distribution License - v 1.0", "BSD-3-Clause"),
            Map.entry("Eclipse Public License - v 1.0", "EPL-1.0"),
            Map.entry("Eclipse Public License v2.0", "EPL-2.0"),
            Map.entry("GPL2 w/ CPE", "GPL-2.0-only WITH Classpath-exception-2.0"),
            Map.entry("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
            Map.entry("Public Domain, per Creative Commons CC0", "CC0-1.0"));

    private Licences() {}

    /** The licences that a component of a bill offers; several of them are a choice, as Maven has it. */
    static List<String> of(JsonNode component) {
        List<String> licences = new ArrayList<>();
        for (JsonNode each : component.path("licenses")) {
            JsonNode licence = each.path("license");
            if (each.has("expression")) {
                licences.addAll(List.of(each.path("expression").asText().split(" OR ")));
            } else {
                licences.add(licence.path("id").asText(licence.path("name").asText()));
            }
        }
        return licences.stream()
                .map(licence -> SPELLINGS.getOrDefault(licence, licence))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether one that is offered may be taken; nothing offered is a no. */
    static boolean isAllowed(List<String> licences) {
        return licences.stream().anyMatch(ALLOWED::contains);
    }
}
