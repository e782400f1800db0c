/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** What a customer reads of an event. The pieces are as insights-service writes them, or wrote them once. */
class EventViewTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String LOST = "The last BMP peer to carry it, 192.0.2.3 (AS64498) on edge-3, lost it at"
            + " 2026-03-01T12:05:00Z (Explicit: the peer withdrew it).";

    private static String description(
            EventType type,
            String offending,
            int vantages,
            int confidence,
            @Nullable String endCause,
            boolean ended,
            String... evidence) {
        return EventView.of(new RoutingEvent(
                        "id",
                        1,
                        type,
                        type.level(),
                        ended ? RoutingEvent.Status.ENDED : RoutingEvent.Status.OPEN,
                        confidence,
                        IpPrefix.parse("203.0.113.0/24"),
                        IpPrefix.parse(offending),
                        List.of(new Asn(64500)),
                        null,
                        NOON,
                        NOON,
                        ended ? NOON.plusSeconds(300) : null,
                        endCause,
                        Collections.nCopies(vantages, "edge-3|192.0.2.3"),
                        List.of(),
                        Stream.of(evidence)
                                .map(what -> new RoutingEvent.Evidence(what, "bmp", 1))
                                .toList(),
                        List.of(),
                        "rule/1",
                        "summary"))
                .eventDescription();
    }

    @Test
    void aHijackThatGoesOn() {
        assertThat(description(
                        EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT,
                        "203.0.113.128/25",
                        2,
                        80,
                        null,
                        false,
                        "The origin AS64666 is not legal: legal is AS64500.",
                        "2 BMP peers carry it.",
                        "No path that carries it holds a legal origin."))
                .isEqualTo("The origin AS64666 is not legal: legal is AS64500. 2 BMP peers carry it. No path that"
                        + " carries it holds a legal origin. The announcement of 203.0.113.128/25 is seen by 2 vantage"
                        + " points, with confidence 80 of 100. It goes on.");
    }

    @Test
    void anOriginChangeThatEnded() {
        assertThat(description(
                        EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                        "203.0.113.0/24",
                        1,
                        55,
                        LOST,
                        true,
                        "The origin AS64666 is not legal: legal is AS64500."))
                .isEqualTo("The origin AS64666 is not legal: legal is AS64500. The announcement of 203.0.113.0/24 was"
                        + " seen by 1 vantage point, with confidence 55 of 100. It ended at 2026-03-01T12:05:00Z. "
                        + LOST);
    }

    @Test
    void aWithdrawal() {
        assertThat(description(
                        EventType.PREFIX_WITHDRAWAL_EVENT,
                        "203.0.113.0/24",
                        1,
                        100,
                        null,
                        false,
                        "Explicit: the peer withdrew it"))
                .isEqualTo("Explicit: the peer withdrew it. The withdrawal of 203.0.113.0/24 is seen by 1 vantage"
                        + " point, with confidence 100 of 100. It goes on.");
    }

    @Test
    void aWithdrawalOfTheBackupRouteIsNoAnnouncement() {
        assertThat(description(
                        EventType.PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT,
                        "203.0.113.0/24",
                        1,
                        100,
                        null,
                        false,
                        "PeerDown: the BGP session went down."))
                .isEqualTo("PeerDown: the BGP session went down. The withdrawal of 203.0.113.0/24 is seen by 1 vantage"
                        + " point, with confidence 100 of 100. It goes on.");
    }

    @Test
    void anAnnouncementDoesNotEnd() {
        String words = "203.0.113.0/24 is announced on the primary session with 192.0.2.1 (AS64496) in Seattle with AS"
                + " path 64496 64500, seen by edge-1.";
        String read = words + " The announcement of 203.0.113.0/24 was seen by 1 vantage point, with confidence 100 of"
                + " 100.";
        assertThat(description(EventType.PREFIX_ANNOUNCEMENT_EVENT, "203.0.113.0/24", 1, 100, null, true, words))
                .isEqualTo(read);
        assertThat(description(
                        EventType.PREFIX_ANNOUNCEMENT_EVENT,
                        "203.0.113.0/24",
                        1,
                        100,
                        "An announcement is a moment, not a span.",
                        true,
                        words))
                .as("as versions before told it")
                .isEqualTo(read);
    }

    @ParameterizedTest
    @EnumSource
    void everySentenceOfEveryTypeEndsOnce(EventType type) {
        String next = type == EventType.COLLECTOR_GAP_EVENT ? "It " : "The ";
        for (String evidence : List.of("Seen", "Seen.", "Seen;", "Seen.;")) {
            for (String cause : List.of("withdrawn", "Withdrawn.")) {
                String text = description(type, "203.0.113.0/24", 1, 50, cause, true, evidence, evidence);
                assertThat(text)
                        .startsWith("Seen. Seen. " + next)
                        .endsWith(".")
                        .doesNotContainPattern("[.;:,] *[.;:,]");
                assertThat(text).doesNotContain("1 vantage points");
            }
        }
    }
}
