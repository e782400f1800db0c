/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.HIJACKER;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.PRIMARY_SESSION;
import static org.openpeering.insights.detection.Story.SECOND;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Story.Peer;

/** Every text of every type of event, as people read it: {@code texts/events.txt}. */
class EventTextsTest {
    private static final String PART = "203.0.113.128/25";
    /** What no detector tells, or none yet. */
    private static final EnumSet<EventType> OF_OTHERS = EnumSet.of(
            EventType.COLLECTOR_GAP_EVENT, EventType.PREFIX_INCIDENT_EVENT, EventType.PREFIX_RPKI_INVALID_EVENT);

    @Test
    void areAsInTheGoldenFile() throws IOException {
        String told = told().entrySet().stream()
                .map(story -> "## " + story.getKey() + "\n\n"
                        + story.getValue().stream().map(EventTextsTest::text).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        String write = System.getProperty("texts.write");
        if (write != null) {
            Files.writeString(Path.of(write), told);
        }
        assertThat(told).isEqualTo(golden());
    }

    @Test
    void everyTypeIsThere() {
        assertThat(told().values().stream().flatMap(List::stream))
                .extracting(RoutingEvent::type)
                .containsAll(EnumSet.complementOf(OF_OTHERS));
    }

    @Test
    void everySentenceEndsOnce() {
        assertThat(told().values().stream().flatMap(List::stream))
                .allSatisfy(event -> assertThat(text(event).lines().filter(line -> line.startsWith("  ")))
                        .allMatch(line -> line.endsWith("."))
                        .noneMatch(line -> line.matches(".*[.;:,][.;:,].*") || line.contains(" 1 BMP peers")));
    }

    private static Map<String, List<RoutingEvent>> told() {
        Map<String, List<RoutingEvent>> told = new LinkedHashMap<>();
        stories().forEach((name, story) -> told.put(name, story.told));
        told.putAll(Surveyed.ways());
        return told;
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
                        .announce(SECOND, "64497 64666"));
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
                "origin of the backup route changed, then its session is the primary one",
                Story.declared()
                        .announce(BACKUP, "64497 64666")
                        .declare(2, List.of(BACKUP.required("Ashburn", SessionRole.PRIMARY)), OWNER));
        stories.put(
                "a part by a legal origin",
                Story.declared()
                        .announce(TRANSIT, PART, "64498 64500")
                        .withdraw(TRANSIT, PART, WithdrawalCause.EXPLICIT));
        stories.put(
                "a longer part than expected, then not legal any more",
                new Story("203.0.113.0/24")
                        .declare(1, policy(25, true), OWNER)
                        .synced(1)
                        .announce(TRANSIT, PART, "64498 64500")
                        .announce(TRANSIT, "203.0.113.192/26", "64498 64500")
                        .declare(2, 64501L));
        stories.put(
                "squatting, then it may be announced",
                new Story("203.0.113.0/24")
                        .declare(1, policy(null, false), OWNER)
                        .announce(TRANSIT, "64498 64666")
                        .announce(TRANSIT, PART, "64498 64500")
                        .declare(2, OWNER, HIJACKER));
        stories.put(
                "accepted, until it is not any more",
                Story.declared()
                        .announce(TRANSIT, "64498 64666")
                        .then()
                        .declare(
                                2,
                                accepting(new AcceptedException(
                                        null, new Asn(HIJACKER), null, Story.at(60), "Scrubbing by AS64666")),
                                OWNER)
                        .wait(60));
        stories.put(
                "withdrawn within a maintenance window, and after it",
                Story.declared()
                        .declare(
                                2,
                                new RoutingPolicy(
                                        List.of(),
                                        List.of(),
                                        null,
                                        true,
                                        List.of(new MaintenanceWindow(Story.at(0), Story.at(60), "New line card")),
                                        List.of()),
                                OWNER)
                        .announce(PARTNER, "64496 64500")
                        .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                        .wait(60));
        stories.put("another path that stays, and flapping", flapping());
        stories.put("lost to most who had it, and a day later", lost());
        stories.put(
                "held by a prefix that is new, then legal",
                Story.declared()
                        .announce(TRANSIT, "203.0.112.0/23", "64498 64666")
                        .declare(2, OWNER, HIJACKER));
        stories.put(
                "held by a prefix that is new, beside the prefix itself",
                Story.declared()
                        .announce(TRANSIT, "64498 64500")
                        .wait(3_600)
                        .announce(TRANSIT, "203.0.112.0/23", "64498 64666"));
        stories.put(
                "origin forged, then its neighbour is listed",
                new Story("203.0.113.0/24")
                        .declare(1, upstreams(64496L, 64497L), OWNER)
                        .synced(1)
                        .announce(TRANSIT, "64498 65540 64500")
                        .declare(2, upstreams(65540L), OWNER));
        stories.put(
                "origin forged where no upstream is declared",
                Story.declared()
                        .announce(SECOND, "64497 64500")
                        .wait(90_000)
                        .announce(TRANSIT, PART, "64498 65540 64500"));
        stories.put(
                "origin forged behind an upstream",
                new Story("203.0.113.0/24")
                        .declare(1, upstreams(64496L), OWNER)
                        .announce(SECOND, "64497 64496 64500")
                        .synced(1)
                        .wait(90_000)
                        .announce(TRANSIT, "64498 65540 64496 64500"));
        stories.put("leaked", Story.declared().announce(TRANSIT, "64498 701 65540 3356 64500"));
        stories.put("leaked by one of three", Story.declared().announce(TRANSIT, PART, "64498 701 1299 3356 64500"));
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

    private static Story flapping() {
        Story story = Story.declared().announce(PARTNER, "64496 64500").then();
        for (int i = 0; i < 6; i++) {
            story.wait(200 * (i + 1)).announce(PARTNER, i % 2 == 0 ? "64496 64777 64500" : "64496 64500");
            if (i == 0) {
                story.wait(399);
            }
        }
        for (int i = 0; i < 6; i++) {
            story.wait(2_000 + i).announce(PARTNER, i % 2 == 0 ? "64496 64777 64500" : "64496 64500");
        }
        return story.wait(9_000);
    }

    private static Story lost() {
        Story story = Story.declared();
        for (Peer peer : List.of(TRANSIT, SECOND, PARTNER, BACKUP)) {
            story.announce(peer, peer.asn() + " 64500");
        }
        story.then();
        for (Peer peer : List.of(TRANSIT, SECOND, PARTNER)) {
            story.withdraw(peer, WithdrawalCause.EXPLICIT);
        }
        return story.wait(100_000);
    }

    private static RoutingPolicy upstreams(Long... asns) {
        return new RoutingPolicy(Stream.of(asns).map(Asn::new).toList(), List.of(), null, true, List.of(), List.of());
    }

    private static RoutingPolicy policy(@Nullable Integer longest, boolean announced) {
        return new RoutingPolicy(List.of(), List.of(), longest, announced, List.of(), List.of());
    }

    private static RoutingPolicy accepting(AcceptedException exception) {
        return new RoutingPolicy(List.of(), List.of(), null, true, List.of(), List.of(exception));
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
