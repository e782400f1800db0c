/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventLevel.CRITICAL;
import static org.openpeering.contract.insights.EventLevel.WARNING;
import static org.openpeering.prefix.incident.Told.BEGIN;
import static org.openpeering.prefix.incident.Told.ended;
import static org.openpeering.prefix.incident.Told.gap;
import static org.openpeering.prefix.incident.Told.gone;
import static org.openpeering.prefix.incident.Told.graver;
import static org.openpeering.prefix.incident.Told.hijack;
import static org.openpeering.prefix.incident.Told.prefix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;

/** When events are an incident, and when they are not. */
class GatheringTest {
    static final Bounds BOUNDS = new Bounds(10, Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(10));
    private static final String MINE = "11111111-0000-0000-0000-000000000000";
    private static final String ANOTHER = "22222222-0000-0000-0000-000000000000";

    private final Kept kept = new Kept(BOUNDS);

    private static List<RoutingEvent> hijacks(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> hijack(n, BEGIN.plusMillis(n)))
                .toList();
    }

    @Test
    void hundredsOfOneOffenderAreOneIncidentAndFewAreToldBesides() {
        kept.take(MINE, hijacks(300), BEGIN);

        assertThat(kept.incidents(MINE)).hasSize(1);
        assertThat(kept.loud(MINE)).isEqualTo(9);
        RoutingEvent told = kept.told(MINE).getLast();
        assertThat(told.type()).isEqualTo(EventType.PREFIX_INCIDENT_EVENT);
        assertThat(told.level()).isEqualTo(CRITICAL);
        assertThat(told.status()).isEqualTo(Status.OPEN);
        assertThat(told.seenOrigin()).isEqualTo(new Asn(64511));
        assertThat(told.firstSeen()).isEqualTo(BEGIN);
        assertThat(told.members().prefixes()).hasSize(100).startsWith(prefix(0));
        kept.settle(BEGIN.plusSeconds(11));
        assertThat(kept.told(MINE).getLast().members().count()).isEqualTo(300);
        assertThat(kept.told(MINE).getLast().summary())
                .isEqualTo("AS64511 announces what is not its own: 300 events of 300 prefixes of yours.");
    }

    @Test
    void itIsToldWhenItOpensAndWhenItHasDoubledAndOtherwiseAfterAWhile() {
        for (RoutingEvent event : hijacks(45)) {
            kept.take(MINE, List.of(event), BEGIN);
        }
        assertThat(kept.told(MINE)).extracting(each -> each.members().count()).containsExactly(10, 20, 40);
        kept.settle(BEGIN.plusSeconds(5));
        assertThat(kept.told(MINE)).hasSize(3);
        kept.settle(BEGIN.plusSeconds(10));
        assertThat(kept.told(MINE)).hasSize(4);
        assertThat(kept.told(MINE).getLast().members().count()).isEqualTo(45);
        assertThat(kept.told(MINE)).extracting(RoutingEvent::revision).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void twoEventsOfOneOffenderAreNone() {
        kept.take(MINE, hijacks(2), BEGIN);
        kept.settle(BEGIN.plusSeconds(600));

        assertThat(kept.incidents(MINE)).isEmpty();
        assertThat(kept.told(MINE)).isEmpty();
        assertThat(kept.loud(MINE)).isEqualTo(2);
    }

    @Test
    void manyEventsOfAsManyOffendersAreNone() {
        kept.take(
                MINE,
                IntStream.range(0, 50)
                        .mapToObj(n -> Told.event(
                                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                                prefix(n),
                                65540 + n % 12,
                                "edge-1|192.0.2.1",
                                "bmp:edge-1",
                                BEGIN))
                        .toList(),
                BEGIN);
        assertThat(kept.incidents(MINE)).isEmpty();
    }

    @Test
    void whatComesAgainAndAgainOverADayIsNone() {
        for (int n = 0; n < 40; n++) {
            kept.take(MINE, List.of(hijack(n, BEGIN.plusSeconds(60L * n))), BEGIN.plusSeconds(60L * n));
        }
        assertThat(kept.incidents(MINE)).isEmpty();
    }

    @Test
    void onePrefixThatGoesUpAndDownIsNotMany() {
        for (int n = 0; n < 40; n++) {
            kept.take(
                    MINE,
                    List.of(Told.event(
                            EventType.PREFIX_ACTIVE_PATH,
                            prefix(1),
                            64500,
                            "edge-1|192.0.2.1",
                            "bmp:edge-1",
                            BEGIN.plusSeconds(n))),
                    BEGIN);
        }
        assertThat(kept.incidents(MINE)).isEmpty();
    }

    @Test
    void aTableTransferOfOnePeerIsOneIncident() {
        kept.take(
                MINE,
                IntStream.range(0, 500)
                        .mapToObj(n -> gone(n, "edge-1|192.0.2.1", BEGIN))
                        .toList(),
                BEGIN);
        assertThat(kept.incidents(MINE)).hasSize(1);
        assertThat(kept.loud(MINE)).isEqualTo(9);
        assertThat(kept.told(MINE).getFirst().level()).isEqualTo(WARNING);
    }

    @Test
    void aCollectorsResetIsOneIncidentHoweverManySessionsItHad() {
        List<RoutingEvent> events = new ArrayList<>();
        for (int n = 0; n < 600; n++) {
            events.add(gap(n, "SessionDown", BEGIN.plusMillis(n)));
            events.add(gone(n, "edge-1|192.0.2." + (1 + n % 200), BEGIN.plusMillis(n)));
        }
        kept.take(MINE, events, BEGIN);

        assertThat(kept.incidents(MINE))
                .extracting(incident -> incident.cause().kind())
                .containsExactlyInAnyOrder(Cause.Kind.SIGHT, Cause.Kind.WITHDRAWAL);
        assertThat(kept.loud(MINE)).isEqualTo(18);
    }

    @Test
    void aSubscriptionIsToldOfItsOwnAlone() {
        List<RoutingEvent> all = hijacks(100);
        for (int n = 0; n < 100; n++) {
            List<RoutingEvent> one = List.of(all.get(n));
            kept.take(Scope.OPERATOR, one, BEGIN);
            kept.take(n < 97 ? MINE : ANOTHER, one, BEGIN);
        }
        assertThat(kept.incidents(ANOTHER)).isEmpty();
        assertThat(kept.loud(ANOTHER)).isEqualTo(3);
        Incident mine = kept.incidents(MINE).getFirst();
        Incident whole = kept.incidents(Scope.OPERATOR).getFirst();
        assertThat(mine.events()).isEqualTo(97);
        assertThat(whole.events()).isEqualTo(100);
        assertThat(mine.id()).isNotEqualTo(whole.id());
    }

    @Test
    void itIsAsGraveAsItsGravestAndSaysSoAtOnce() {
        List<RoutingEvent> events = hijacks(12).stream()
                .map(event -> event.but().level(WARNING).build())
                .toList();
        kept.take(MINE, events, BEGIN);
        assertThat(kept.told(MINE).getLast().level()).isEqualTo(WARNING);
        kept.take(MINE, List.of(graver(events.get(3), CRITICAL)), BEGIN.plusSeconds(1));
        assertThat(kept.told(MINE).getLast().level()).isEqualTo(CRITICAL);
        kept.take(MINE, List.of(graver(graver(events.get(3), CRITICAL), WARNING)), BEGIN.plusSeconds(2));
        assertThat(kept.incidents(MINE).getFirst().level()).isEqualTo(CRITICAL);
    }

    @Test
    void itEndsWithTheLastOfThemAndTheNextOneHasAnotherId() {
        List<RoutingEvent> events = hijacks(30);
        kept.take(MINE, events, BEGIN);
        for (int n = 0; n < 30; n++) {
            kept.take(MINE, List.of(ended(events.get(n), BEGIN.plusSeconds(100 + n))), BEGIN.plusSeconds(100 + n));
            kept.settle(BEGIN.plusSeconds(100 + n));
            assertThat(kept.incidents(MINE).getFirst().ended()).isNull();
        }
        kept.settle(BEGIN.plusSeconds(190));
        RoutingEvent last = kept.told(MINE).getLast();
        assertThat(last.status()).isEqualTo(Status.ENDED);
        assertThat(last.ended()).isEqualTo(BEGIN.plusSeconds(129));
        assertThat(last.members().open()).isZero();
        kept.settle(BEGIN.plusSeconds(900));
        assertThat(kept.told(MINE).getLast()).isEqualTo(last);

        kept.take(
                MINE,
                IntStream.range(0, 20)
                        .mapToObj(n -> hijack(n, BEGIN.plusSeconds(3600)))
                        .toList(),
                BEGIN.plusSeconds(3600));
        assertThat(kept.incidents(MINE)).hasSize(2).extracting(Incident::id).doesNotHaveDuplicates();
    }

    @Test
    void whoComesLateWhileItGoesOnJoinsQuietly() {
        kept.take(MINE, hijacks(30), BEGIN);
        kept.take(MINE, List.of(hijack(200, BEGIN.plusSeconds(3000))), BEGIN.plusSeconds(3000));
        assertThat(kept.incidents(MINE).getFirst().events()).isEqualTo(31);
        assertThat(kept.loud(MINE)).isEqualTo(9);
    }
}
