/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.HIJACKER;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.PRIMARY_SESSION;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;

/** Every text of every type of event, as people read it: {@code texts/events.txt}. */
class EventTextsTest {
    private static final String PART = "203.0.113.128/25";

    @Test
    void areAsInTheGoldenFile() throws IOException {
        String told = stories().entrySet().stream()
                .map(story -> "## " + story.getKey() + "\n\n"
                        + story.getValue().told.stream()
                                .map(EventTextsTest::text)
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        assertThat(told).isEqualTo(golden());
    }

    @Test
    void everyTypeIsThere() {
        assertThat(stories().values().stream().flatMap(story -> story.told.stream()))
                .extracting(RoutingEvent::type)
                .containsAll(EnumSet.complementOf(EnumSet.of(EventType.COLLECTOR_GAP_EVENT)));
    }

    @Test
    void everySentenceEndsOnce() {
        assertThat(stories().values().stream().flatMap(story -> story.told.stream()))
                .allSatisfy(event -> assertThat(text(event).lines().filter(line -> line.startsWith("  ")))
                        .allMatch(line -> line.endsWith("."))
                        .noneMatch(line -> line.matches(".*[.;:,][.;:,].*") || line.contains(" 1 BMP peers")));
    }

    private static Map<String, Story> stories() {
        Map<String, Story> stories = new LinkedHashMap<>();
        stories.put("announced", Story.declared().announce(PARTNER, "64496 64500"));
        stories.put(
                "announced with an empty path on the backup session",
                Story.declared().announce(BACKUP, ""));
        for (WithdrawalCause cause : WithdrawalCause.values()) {
            stories.put(
                    "withdrawn: " + cause,
                    Story.declared().announce(PARTNER, "64496 64500").then().withdraw(PARTNER, cause));
        }
        stories.put(
                "announced again",
                Story.declared()
                        .announce(PARTNER, "64496 64500")
                        .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                        .then()
                        .announce(PARTNER, "64496 64500"));
        stories.put(
                "not required any more",
                Story.declared()
                        .announce(BACKUP, "64497 64500")
                        .withdraw(BACKUP, WithdrawalCause.PEER_DOWN)
                        .then()
                        .declare(2, List.of(PRIMARY_SESSION), OWNER));
        stories.put("origin changed", Story.declared().announce(TRANSIT, "64498 64666"));
        stories.put(
                "origin changed, seen by two beside a legal one",
                Story.declared()
                        .announce(PARTNER, "64496 64500")
                        .announce(TRANSIT, "64498 64666")
                        .then()
                        .announce(BACKUP, "64497 64666"));
        stories.put(
                "origin changed behind two legal ones",
                Story.declared().declare(2, OWNER, 64501L).announce(TRANSIT, "64498 64501 64500 64666"));
        stories.put("origin is a set", Story.declared().announce(TRANSIT, "64498 {64500,64501}"));
        stories.put("origin is a set of strangers", Story.declared().announce(TRANSIT, "64498 {64666,64667}"));
        stories.put(
                "replaced",
                Story.declared().announce(TRANSIT, "64498 64666").then().announce(TRANSIT, "64498 64500"));
        stories.put(
                "declared legal",
                Story.declared().announce(TRANSIT, "64498 64666").then().declare(2, OWNER, HIJACKER));
        stories.put(
                "no origin declared any more",
                Story.declared().announce(TRANSIT, "64498 64666").then().declare(2));
        stories.put(
                "not monitored any more",
                Story.declared().announce(TRANSIT, "64498 64666").then().revoke(2));
        stories.put("a part hijacked", Story.declared().announce(TRANSIT, PART, "64498 64666"));
        stories.put(
                "a part withdrawn",
                Story.declared()
                        .announce(TRANSIT, PART, "64498 64666")
                        .then()
                        .withdraw(TRANSIT, PART, WithdrawalCause.EXPLICIT));
        stories.put(
                "a part missing from the table",
                Story.declared().announce(TRANSIT, PART, "64498 64666").then().table(TRANSIT));
        stories.put(
                "more than the limits hold",
                new Story("203.0.113.0/24", new Limits(1, 1, 1))
                        .declare(1, OWNER)
                        .announce(TRANSIT, "203.0.113.0/26", "64498 64666")
                        .then()
                        .announce(TRANSIT, "203.0.113.64/26", "64498 64666")
                        .announce(TRANSIT, PART, "64498 64666"));
        return stories;
    }

    private static String text(RoutingEvent event) {
        String evidence =
                event.evidence().stream().map(item -> "  " + item.what() + "\n").collect(Collectors.joining());
        return "%s %s %s %d of 100\n  %s\n%sbecause:\n%s"
                .formatted(
                        event.type().wire(),
                        event.level().wire(),
                        event.status().wire(),
                        event.confidence(),
                        event.summary(),
                        event.endCause() == null ? "" : "ended:\n  " + event.endCause() + "\n",
                        evidence);
    }

    private static String golden() throws IOException {
        try (InputStream file = EventTextsTest.class.getResourceAsStream("/texts/events.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
        }
    }
}
