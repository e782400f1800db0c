/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can keep everybody waiting: pauses of whole JVMs, whatever the reason, and checkpoints of PostgreSQL. */
final class Incidents {
    private static final Duration LEAST = Duration.ofMillis(20);
    private static final Pattern SAFEPOINT = Pattern.compile("\\[(.+?)]\\s*Safepoint \"(\\w+)\".* Total: *(\\d+) ns.*");
    private static final DateTimeFormatter SAFEPOINT_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSZ");
    private static final Pattern CHECKPOINT =
            Pattern.compile("(\\S+ \\S+) \\S+ \\[\\d+] LOG: +checkpoint (starting|complete): *(.*)");
    private static final DateTimeFormatter CHECKPOINT_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private final List<Incident> incidents;

    record Incident(String what, Instant begin, Instant end) {
        private boolean overlaps(Instant from, Instant to) {
            return begin.isBefore(to) && end.isAfter(from);
        }
    }

    private Incidents(List<Incident> incidents) {
        this.incidents = incidents;
    }

    /** The option by which a JVM writes its pauses there, for {@link #read}. */
    static String option(Path safepoints) {
        return "\"-Xlog:safepoint:file=" + safepoints + "/%p.log:utctime\"";
    }

    /**
     * @param pids of the parts
     * @param postgresLog what PostgreSQL prints
     */
    static Incidents read(Path safepoints, Map<String, Long> pids, Path postgresLog) {
        List<Incident> found = new ArrayList<>();
        pids.forEach((part, pid) -> found.addAll(pauses(part, lines(safepoints.resolve(pid + ".log")))));
        found.addAll(checkpoints(lines(postgresLog), ZoneId.systemDefault()));
        return new Incidents(found);
    }

    /** A part that is no JVM has no such file. */
    private static List<String> lines(Path log) {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Incident> pauses(String part, List<String> lines) {
        return lines.stream()
                .map(SAFEPOINT::matcher)
                .filter(Matcher::matches)
                .map(found -> pause(part, found))
                .filter(pause -> Duration.between(pause.begin(), pause.end()).compareTo(LEAST) >= 0)
                .toList();
    }

    /** A pause is logged at its end. */
    private static Incident pause(String part, Matcher found) {
        Duration total = Duration.ofNanos(Long.parseLong(found.group(3)));
        Instant end = OffsetDateTime.parse(found.group(1), SAFEPOINT_TIME).toInstant();
        String what = part + " paused for " + total.toMillis() + " ms (" + found.group(2) + ")";
        return new Incident(what, end.minus(total), end);
    }

    /** @param zone of the times; the server took the machine's at its start */
    static List<Incident> checkpoints(List<String> lines, ZoneId zone) {
        List<Incident> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = CHECKPOINT.matcher(line);
            if (matcher.matches()) {
                Instant time = LocalDateTime.parse(matcher.group(1), CHECKPOINT_TIME)
                        .atZone(zone)
                        .toInstant();
                if (matcher.group(2).equals("starting")) {
                    found.add(new Incident("checkpoint (" + matcher.group(3) + ")", time, Instant.MAX));
                } else if (!found.isEmpty()) {
                    Incident begun = found.removeLast();
                    found.add(new Incident(begun.what(), begun.begin(), time));
                }
            }
        }
        return found;
    }

    String during(Instant from, Instant to) {
        Stream<String> names = incidents.stream()
                .filter(incident -> incident.overlaps(from, to))
                .map(Incident::what);
        String joined = names.collect(Collectors.joining(", "));
        return joined.isEmpty() ? "no pause of a JVM, no checkpoint" : joined;
    }
}
