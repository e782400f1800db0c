/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was answered, and what of it was wrong. */
public final class Tally {
    /**
     * A rule that an answer did not keep.
     *
     * @param number of the request; negative: a sample
     * @param done what was wrong with the request
     * @param reply null: none came
     */
    record Finding(String problem, int number, String done, Request request, Reply reply) {
        /** Findings that are told by one of them. */
        String kind() {
            return problem + " | "
                    + (done.isEmpty() ? "nothing changed, " + request.operation() : done.replaceAll("\\d{3,}", "#"));
        }
    }

    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, Map<Integer, Integer>> operations = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private long slowest;

    /** @param operation null: of none, for method or target were others */
    synchronized void answered(Operation operation, int status, long millis) {
        statuses.merge(status, 1, Integer::sum);
        slowest = Math.max(slowest, millis);
        if (operation != null) {
            operations
                    .computeIfAbsent(operation.toString(), _ -> new TreeMap<>())
                    .merge(status, 1, Integer::sum);
        }
    }

    synchronized void found(Finding finding) {
        findings.add(finding);
    }

    synchronized void sampleFailed(String what) {
        troubles.add("a sample does not succeed: " + what);
    }

    synchronized void broken(Exception e) {
        troubles.add("the test itself failed: " + e);
    }

    synchronized int answered(Operation operation) {
        return operations.getOrDefault(operation.toString(), Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    synchronized int succeeded(Operation operation) {
        return operations.getOrDefault(operation.toString(), Map.of()).entrySet().stream()
                .filter(each -> each.getKey() / 100 == 2)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public synchronized Map<Integer, Integer> statuses() {
        return new TreeMap<>(statuses);
    }

    public synchronized long slowest() {
        return slowest;
    }

    /** What is wrong, one text for each kind, those found most often first. */
    public synchronized List<String> wrong(String replay) {
        Map<String, List<Finding>> kinds = findings.stream()
                .collect(Collectors.groupingBy(Finding::kind, LinkedHashMap::new, Collectors.toList()));
        List<String> wrong = new ArrayList<>(troubles);
        kinds.values().stream()
                .sorted(Comparator.comparingInt(kind -> -kind.size()))
                .forEach(kind -> wrong.add(told(kind, replay)));
        return wrong;
    }

    private static String told(List<Finding> kind, String replay) {
        Finding smallest = kind.stream()
                .min(Comparator.comparingInt(each -> each.request().octets().length))
                .orElseThrow();
        String answer = smallest.reply() == null
                ? "(none)"
                : smallest.reply().status() + " "
                        + Request.escaped(smallest.reply().body(), 400);
        return "%d times: %s%nnumber %d: %s%n%s%n→ %s%n"
                .formatted(
                        kind.size(),
                        smallest.kind(),
                        smallest.number(),
                        smallest.number() < 0 ? "a sample" : replay.formatted(smallest.number()),
                        smallest.request().shown().indent(4),
                        answer);
    }

    public synchronized void write(Path file, String title, List<String> wrong) {
        StringBuilder text = new StringBuilder("# " + title + "\n\nslowest answer " + slowest + " ms\n\n");
        statuses.forEach((status, count) ->
                text.append("- ").append(status).append(": ").append(count).append('\n'));
        text.append("\n| operation | answers |\n| --- | --- |\n");
        operations.forEach((operation, counts) -> text.append("| ")
                .append(operation)
                .append(" | ")
                .append(new HashMap<>(counts))
                .append(" |\n"));
        wrong.forEach(each -> text.append("\n```\n").append(each).append("\n```\n"));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
