/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_FORGED_ORIGIN_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_MORE_SPECIFIC_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_RPKI_INVALID_EVENT;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.HIJACKER;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.insights.origin.RpkiView;

class RpkiInvalidTest {
    private static final RpkiView OWNERS = Signed.vrps("203.0.113.0/24 64500");

    private static Story announced(RpkiView view) {
        return Story.declared().rpki(view).announce(PARTNER, "64496 64500").announce(BACKUP, "64497 64500");
    }

    private static List<String> sources(RoutingEvent event) {
        return event.evidence().stream().map(Evidence::source).toList();
    }

    @Test
    void aRoaOfSomebodyElseMakesTheOwnersRouteInvalid() {
        Story story = announced(OWNERS).then();
        RoutingEvent event = story.rpki(Signed.vrps("203.0.113.0/24 64666")).only(PREFIX_RPKI_INVALID_EVENT);

        assertThat(event.level()).isEqualTo(EventLevel.ERROR);
        assertThat(event.status()).isEqualTo(Status.OPEN);
        assertThat(event.seenOrigin()).isEqualTo(new Asn(OWNER));
        assertThat(event.rule()).isEqualTo("rpki-invalid/1");
        assertThat(sources(event)).contains("rpki:invalidAsn");
        assertThat(event.firstSeen())
                .as("when it became invalid, and not when it was announced")
                .isEqualTo(Story.at(5));
        assertThat(event.lastSeen()).isEqualTo(Story.at(5));
        assertThat(event.evidence().getFirst().what())
                .isEqualTo(
                        "The RPKI calls it invalid: no ROA authorises the origin AS64500 for 203.0.113.0/24, which is"
                                + " covered by the VRP 203.0.113.0/24 AS64666 (ripe).");
        assertThat(event.summary())
                .startsWith("RPKI-invalid, wrong origin: 203.0.113.0/24 is announced with origin AS64500, and ROAs"
                        + " authorise others alone: who validates drops it. First heard by edge-1");
        assertThat(event.vantages()).hasSize(2);
    }

    @Test
    void itEndsWhenARoaMakesItValid() {
        Story story = announced(Signed.vrps("203.0.113.0/24 64666"));
        assertThat(story.then().rpki(OWNERS).only(PREFIX_RPKI_INVALID_EVENT))
                .satisfies(event -> assertThat(event.status()).isEqualTo(Status.ENDED))
                .satisfies(event -> assertThat(event.endCause())
                        .isEqualTo("It is valid now, by the VRP 203.0.113.0/24 AS64500 (ripe)."));
    }

    @Test
    void itEndsWhenNobodyCarriesItAnyMore() {
        Story story = announced(Signed.vrps("203.0.113.0/24 64666")).then().withdraw(PARTNER, WithdrawalCause.EXPLICIT);
        assertThat(story.only(PREFIX_RPKI_INVALID_EVENT).status()).isEqualTo(Status.OPEN);
        assertThat(story.then()
                        .withdraw(BACKUP, WithdrawalCause.EXPLICIT)
                        .only(PREFIX_RPKI_INVALID_EVENT)
                        .endCause())
                .contains("192.0.2.2");
    }

    @Test
    void aPartThatIsTooLongIsToldApart() {
        RoutingEvent event = announced(OWNERS)
                .announce(TRANSIT, "203.0.113.0/25", "64498 64496 64500")
                .only(PREFIX_RPKI_INVALID_EVENT);

        assertThat(event.level()).isEqualTo(EventLevel.ERROR);
        assertThat(event.offendingPrefix()).hasToString("203.0.113.0/25");
        assertThat(sources(event)).contains("rpki:invalidLength").doesNotContain("rpki:invalidAsn");
        assertThat(event.summary()).startsWith("RPKI-invalid, too long: 203.0.113.0/25, a part of the monitored");
    }

    @Test
    void aHijackHasItsOwnEventAndSaysWhatTheRpkiSays() {
        Story story = announced(OWNERS).then().announce(TRANSIT, "64498 64666");
        RoutingEvent hijack = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);

        assertThat(story.told(PREFIX_RPKI_INVALID_EVENT)).isEmpty();
        assertThat(sources(hijack)).contains("rpki:invalidAsn");
        assertThat(story.then()
                        .rpki(Signed.vrps("203.0.113.0/24 64666"))
                        .only(PREFIX_ORIGIN_AS_CHANGE_EVENT)
                        .evidence())
                .as("a false ROA of the hijacker makes him no less of one")
                .anyMatch(item -> item.source().equals("rpki:valid") && item.weight() == 0);
    }

    @Test
    void whereNoOriginIsDeclaredItIsToldOfWhomever() {
        RoutingEvent event = new Story("203.0.113.0/24")
                .declare(1)
                .synced(1)
                .rpki(OWNERS)
                .announce(TRANSIT, "64498 64666")
                .only(PREFIX_RPKI_INVALID_EVENT);
        assertThat(event.seenOrigin()).isEqualTo(new Asn(HIJACKER));
    }

    @Test
    void aSetNamesNoOrigin() {
        RoutingEvent event = new Story("203.0.113.0/24")
                .declare(1)
                .synced(1)
                .rpki(OWNERS)
                .announce(TRANSIT, "64498 {64500,64501}")
                .only(PREFIX_RPKI_INVALID_EVENT);
        assertThat(sources(event)).contains("rpki:invalidSet");
    }

    @Test
    void aRoaThatHasGoneIsInformationUntilThereIsOneAgain() {
        Story story = announced(OWNERS).then();
        RoutingEvent event = story.rpki(Signed.vrps()).only(PREFIX_RPKI_INVALID_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.INFORMATION);
        assertThat(sources(event)).contains("rpki:gone");
        assertThat(event.summary()).startsWith("ROA gone: 203.0.113.0/24 is announced with origin AS64500");
        assertThat(story.then().rpki(OWNERS).only(PREFIX_RPKI_INVALID_EVENT).status())
                .isEqualTo(Status.ENDED);
    }

    @Test
    void whatNoRoaEverCoveredIsNoEvent() {
        assertThat(announced(Signed.vrps("198.51.100.0/24 64500")).told(PREFIX_RPKI_INVALID_EVENT))
                .isEmpty();
    }

    @Test
    void aRoaThatHasGoneAndThenOneOfSomebodyElseIsTheSameEventThatBecomesGrave() {
        Story story = announced(OWNERS).then();
        String id = story.rpki(Signed.vrps()).only(PREFIX_RPKI_INVALID_EVENT).id();
        RoutingEvent grave =
                story.then().rpki(Signed.vrps("203.0.113.0/24 64666")).only(PREFIX_RPKI_INVALID_EVENT);
        assertThat(grave.id()).isEqualTo(id);
        assertThat(grave.level()).isEqualTo(EventLevel.ERROR);
        assertThat(grave.revision()).isEqualTo(2);
    }

    @Test
    void aRoaThatEndsSoonIsInformationUnlessAnotherOneStays() {
        assertThat(announced(Signed.vrps("203.0.113.0/24 64500 PT1H"))
                        .told(PREFIX_RPKI_INVALID_EVENT)
                        .getFirst()
                        .summary())
                .startsWith("ROA ends: what makes 203.0.113.0/24 with origin AS64500 valid ends soon");
        assertThat(announced(Signed.vrps("203.0.113.0/24 64500 PT1H", "203.0.112.0/23-24 64500 PT12H"))
                        .told(PREFIX_RPKI_INVALID_EVENT))
                .isEmpty();
    }

    @Test
    void whileNothingIsKnownNoneOpensAndNoneEnds() {
        RpkiView invalid = Signed.vrps("203.0.113.0/24 64666");
        Story story = announced(invalid);
        assertThat(story.told(PREFIX_RPKI_INVALID_EVENT))
                .allMatch(event -> event.status() == Status.OPEN)
                .hasSize(2);

        story.then()
                .rpki(invalid.outdated())
                .announce(PARTNER, "64496 64496 64500")
                .announce(TRANSIT, "203.0.113.0/25", "64498 64496 64500");
        assertThat(story.told(PREFIX_RPKI_INVALID_EVENT))
                .as("who carries it may be told")
                .allMatch(event -> event.status() == Status.OPEN
                        && event.offendingPrefix().length() == 24
                        && event.level() == EventLevel.ERROR);

        assertThat(announced(invalid.outdated()).told(PREFIX_RPKI_INVALID_EVENT))
                .isEmpty();
        assertThat(story.then().rpki(OWNERS).told(PREFIX_RPKI_INVALID_EVENT))
                .as("what is known again counts at once: the whole ends, the part is too long")
                .extracting(RoutingEvent::status)
                .containsExactlyInAnyOrder(Status.ENDED, Status.OPEN);
    }

    @Test
    void whatTheOwnerAcceptsIsNoEvent() {
        RoutingPolicy policy = new RoutingPolicy(
                List.of(),
                List.of(),
                null,
                true,
                List.of(),
                List.of(new AcceptedException(
                        PREFIX_RPKI_INVALID_EVENT,
                        null,
                        null,
                        Story.START.plusSeconds(1_000),
                        "The ROA is on its way")));
        Story story = announced(Signed.vrps("203.0.113.0/24 64666")).then().declare(2, policy, OWNER);
        assertThat(story.only(PREFIX_RPKI_INVALID_EVENT).endCause()).contains("The ROA is on its way");
        assertThat(story.then().wait(2_000).only(PREFIX_RPKI_INVALID_EVENT).status())
                .isEqualTo(Status.OPEN);
    }

    /** A legal second origin, parts that a ROA allows, prepending, a route server, a private number that is stripped. */
    @Test
    void whatIsValidIsNoEventHoweverItComes() {
        Story story = new Story("203.0.113.0/24")
                .declare(1, OWNER, 64510L)
                .synced(1)
                .rpki(Signed.vrps("203.0.113.0/24-25 64500", "203.0.113.0/24 64510"))
                .announce(PARTNER, "64496 64500 64500 64500")
                .announce(BACKUP, "64497 64510")
                .announce(TRANSIT, "64498 6695 64500")
                .announce(TRANSIT, "203.0.113.0/25", "64498 65001 64500")
                .rpki(Signed.vrps("203.0.113.0/24-25 64500", "203.0.113.0/24 64510", "198.51.100.0/24 64511"));
        assertThat(story.told(PREFIX_RPKI_INVALID_EVENT)).isEmpty();
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
        assertThat(story.told(PREFIX_MORE_SPECIFIC_EVENT)).allMatch(event -> event.level() == EventLevel.INFORMATION);
    }

    @Test
    void theSameTwiceTellsNothing() {
        Story story = announced(Signed.vrps("203.0.113.0/24 64666")).then();
        assertThat(story.rpki(Signed.vrps("203.0.113.0/24 64666")).told).isEmpty();
    }
}
