/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The environment variables that a service reads, by {@code docs/operations/configuration.md}, or an agent. */
record Settings(Set<Pattern> variables) {
    private static final Path DOCUMENT = Tree.REPOSITORY.resolve("docs/operations/configuration.md");
    private static final Path AGENT =
            Tree.REPOSITORY.resolve("agent/src/main/java/org/openpeering/agent/config/ConfigReader.java");
    private static final Pattern NAME = Pattern.compile("(?m)^ +\\{\"([a-z-]+)\", ");
    private static final Map<String, Settings> KNOWN = new ConcurrentHashMap<>();

    static Settings of(String service) {
        return KNOWN.computeIfAbsent(service, Settings::read);
    }

    boolean knows(String variable) {
        return variables.stream().anyMatch(known -> known.matcher(variable).matches());
    }

    private static Settings read(String service) {
        return service.equals("agent") ? ofAgent() : ofService(service);
    }

    /** It is no part of the document: it says itself what it reads. */
    private static Settings ofAgent() {
        return new Settings(NAME.matcher(Tree.text(AGENT))
                .results()
                .map(setting -> "OPENPEERING_AGENT_"
                        + setting.group(1).toUpperCase(Locale.ROOT).replace('-', '_'))
                .map(Pattern::compile)
                .collect(Collectors.toSet()));
    }

    private static Settings ofService(String service) {
        return new Settings(Tree.text(DOCUMENT)
                .lines()
                .dropWhile(line -> !line.equals("## " + service))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.split("\\|", -1)).get(2).strip().replace("`", ""))
                // NAME is the operator's choice.
                .map(variable -> Pattern.compile(variable.replace("NAME", "[A-Z0-9_]+")))
                .collect(Collectors.toSet()));
    }
}
