/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.contract.insights.EventType.PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.HIJACKER;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.SECOND;
import static org.openpeering.insights.detection.Story.TRANSIT;
import static org.openpeering.insights.detection.Story.at;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;

class OriginChangeTest {
    @Test
    void beyondTheLimitLegalRoutesMakeRoomButForThoseOfRequiredSessions() {
        Story story = limited(2)
                .announce(PARTNER, "64496 64500")
                .announce(TRANSIT, "64498 64500")
                .then()
                .announce(SECOND, "64497 64666");
        assertThat(story.told(PREFIX_ORIGIN_AS_CHANGE_EVENT).getFirst().seenOrigin())
                .isEqualTo(new Asn(HIJACKER));
        assertThat(story.state.exact().values())
                .extracting(ObservedRoute::router)
                .containsExactly("edge-1", "edge-2");
    }

    @Test
    void beyondTheLimitEqualRoutesAreFoldedAndTheirEventGoesOn() {
        Story story = limited(2)
                .announce(TRANSIT, "64498 64666")
                .announce(SECOND, "64497 64666")
                .then()
                .announce(PARTNER, "64496 64777");
        assertThat(story.state.open().values())
                .extracting(event -> event.vantages().size())
                .containsExactly(1, 1);
        assertThat(story.told(PREFIX_ORIGIN_AS_CHANGE_EVENT))
                .extracting(RoutingEvent::status)
                .containsOnly(Status.OPEN);
    }

    @Test
    void aPathOfSixtySetsOfManyNumbersIsCutAndSaysSo() {
        String set = IntStream.range(1, 251).mapToObj(Integer::toString).collect(Collectors.joining(",", " {", "}"));
        Story story = Story.declared().announce(TRANSIT, "64498" + set.repeat(60) + " 64666");
        ObservedRoute held = story.state.exact().values().iterator().next();
        assertThat(held.asPath().asns().count()).isEqualTo(752);
        assertThat(held.asPath().origin()).contains(new Asn(HIJACKER));
        assertThat(story.announce(SECOND, "64497 64666")
                        .told
                        .getLast()
                        .evidence()
                        .getLast()
                        .what())
                .isEqualTo("The update is shown without 14250 of its AS numbers and communities.");
    }

    @Test
    void opensAtTheFirstUpdateWithAnOriginThatIsNotLegal() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666");
        RoutingEvent event = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(event.status()).isEqualTo(Status.OPEN);
        assertThat(event.level()).isEqualTo(EventLevel.CRITICAL);
        assertThat(event.revision()).isEqualTo(1);
        assertThat(event.seenOrigin()).isEqualTo(new Asn(HIJACKER));
        assertThat(event.expectedOrigins()).containsExactly(new Asn(OWNER));
        assertThat(event.firstSeen()).isEqualTo(at(2));
        assertThat(event.vantages()).containsExactly("edge-3|192.0.2.3");
        assertThat(event.firstHops()).containsExactly(new Asn(64498));
        assertThat(event.samples()).extracting(ObservedRoute::router).containsExactly("edge-3");
        assertThat(event.rule()).isEqualTo("origin-change/1");
        assertThat(event.summary())
                .isEqualTo(
                        "Suspected origin change: 203.0.113.0/24 is announced with origin AS64666; legal is AS64500. "
                                + "First heard by edge-3 from 192.0.2.3 (AS64498) with AS path 64498 64666; carried by 1 BMP"
                                + " peer.");
    }

    @Test
    void confidenceIsTheSumOfTheEvidenceAndGrowsWithVantages() {
        Story story = Story.declared().announce(PARTNER, "64496 64500").announce(TRANSIT, "64498 64666");
        RoutingEvent opened = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        RoutingEvent updated = story.then().announce(SECOND, "64497 64666").only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(opened.confidence()).isEqualTo(40 + 5 + 15 + 10);
        assertThat(updated.confidence()).isEqualTo(40 + 10 + 5 + 15 + 10);
        assertThat(updated.revision()).isEqualTo(2);
        assertThat(updated.id()).isEqualTo(opened.id());
        assertThat(updated.vantages()).containsExactly("edge-2|192.0.2.22", "edge-3|192.0.2.3");
        assertThat(updated.lastSeen()).isEqualTo(at(4));
        assertThat(updated.samples()).extracting(ObservedRoute::router).containsExactly("edge-3", "edge-2");
        assertThat(updated.summary()).startsWith("Origin change: ");
    }

    @Test
    void aLegalOriginOnThePathGivesNoPointsForKinship() {
        RoutingEvent event =
                Story.declared().announce(TRANSIT, "64498 64500 64666").only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(event.confidence()).isEqualTo(45);
        assertThat(event.evidence())
                .extracting(RoutingEvent.Evidence::what)
                .anyMatch(what -> what.contains("customer or sibling"));
    }

    @Test
    void aPeerDownAtOneOfTwoVantagesUpdatesAndAtTheLastEnds() {
        Story story = Story.declared().announce(PARTNER, "64496 64666").announce(TRANSIT, "64498 64666");
        RoutingEvent updated =
                story.then().withdraw(PARTNER, WithdrawalCause.PEER_DOWN).only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        RoutingEvent ended =
                story.then().withdraw(TRANSIT, WithdrawalCause.EXPLICIT).only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(updated.status()).isEqualTo(Status.OPEN);
        assertThat(updated.vantages()).containsExactly("edge-3|192.0.2.3");
        assertThat(updated.samples().getFirst().router()).isEqualTo("edge-1");
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.revision()).isEqualTo(4);
        assertThat(ended.ended()).isEqualTo(at(5));
        assertThat(ended.endCause())
                .isEqualTo("The last BMP peer to carry it, 192.0.2.3 (AS64498) on edge-3, lost it at"
                        + " 2026-03-01T12:00:05Z (Explicit: the peer withdrew it).");
        assertThat(story.state.open().keySet())
                .extracting(EventKey::type)
                .containsExactly(EventType.PREFIX_WITHDRAWAL_EVENT);
    }

    @Test
    void endsWhenTheRouteIsReplacedByALegalOne() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666").then().announce(TRANSIT, "64498 64500");
        RoutingEvent ended = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause()).contains("replaced it by a route with origin AS64500");
    }

    @Test
    void anotherWrongOriginInItsPlaceEndsOneEventAndOpensAnother() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666").then().announce(TRANSIT, "64498 64667");
        assertThat(story.told(PREFIX_ORIGIN_AS_CHANGE_EVENT))
                .extracting(RoutingEvent::status, RoutingEvent::seenOrigin)
                .containsExactly(tuple(Status.ENDED, new Asn(64666)), tuple(Status.OPEN, new Asn(64667)));
    }

    @Test
    void noOriginIsWrongWhileNoneIsDeclaredLegal() {
        Story story = new Story("203.0.113.0/24").declare(1).synced(1).announce(TRANSIT, "64498 64666");
        assertThat(story.told).isEmpty();
        assertThat(story.declare(2, OWNER).only(PREFIX_ORIGIN_AS_CHANGE_EVENT).firstSeen())
                .isEqualTo(at(2));
    }

    @Test
    void endsWhenTheOwnerDeclaresTheOriginLegal() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666").then().declare(2, OWNER, HIJACKER);
        RoutingEvent ended = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause())
                .isEqualTo("The origin AS64666 was declared legal, as of revision 2 of the declaration.");
    }

    @Test
    void anOriginNoLongerLegalOpensAnEventOverTheRoutesHeld() {
        Story story = new Story("203.0.113.0/24")
                .declare(1, OWNER, HIJACKER)
                .synced(1)
                .announce(TRANSIT, "64498 64666")
                .announce(SECOND, "64497 64666")
                .then()
                .declare(2, OWNER);
        RoutingEvent event = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(event.firstSeen()).isEqualTo(at(2));
        assertThat(event.vantages()).hasSize(2);
    }

    @Test
    void theSameRouteIsANewEventWhenTheOwnerTakesBackThatItIsLegal() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666");
        String first = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT).id();
        RoutingEvent again =
                story.declare(2, OWNER, HIJACKER).then().declare(3, OWNER).only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(again.id()).isNotEqualTo(first);
        assertThat(again.revision()).isEqualTo(1);
    }

    @Test
    void theSameRouteIsANewEventWhenThePrefixIsMonitoredAnew() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666");
        ObservedRoute held = story.state.exact().values().iterator().next();
        String first = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT).id();
        story.revoke(2).declare(3, OWNER).then();
        story.apply(new RouteChange.Announced(story.prefix, at(9), held));
        assertThat(story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT).id()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{64500,64501}", "{64500}"})
    void anAsSetAtTheEndIsNeverALegalOrigin(String set) {
        RoutingEvent event = Story.declared().announce(TRANSIT, "64498 " + set).only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(event.seenOrigin()).isNull();
        assertThat(event.summary()).contains("the AS_SET " + set + " as origin");
        assertThat(event.evidence().getFirst().what())
                .contains("names no single origin")
                .contains("member of the set");
        assertThat(event.evidence().getFirst().weight()).isEqualTo(15);
    }

    @Test
    void anEmptyPathIsOriginatedByThePeer() {
        assertThat(Story.declared()
                        .announce(TRANSIT, "")
                        .only(PREFIX_ORIGIN_AS_CHANGE_EVENT)
                        .seenOrigin())
                .isEqualTo(new Asn(64498));
    }

    @Test
    void theSameRouteAgainChangesNothingAndTellsNothing() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666");
        PrefixState before = story.state;
        story.then().announce(TRANSIT, "64498 64666");
        assertThat(story.told).isEmpty();
        assertThat(story.routes).isEmpty();
        assertThat(story.state).isEqualTo(before);
    }

    @Test
    void furtherUpdatesOfAVantageAreKeptAsSamplesAndToldWithTheNextRevision() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666").then();
        for (int i = 1; i <= 12; i++) {
            story.announce(TRANSIT, "64498 " + (64700 + i) + " 64666");
        }
        assertThat(story.told).isEmpty();
        RoutingEvent updated = story.announce(SECOND, "64497 64666").only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(updated.revision()).isEqualTo(2);
        assertThat(updated.samples()).hasSize(10);
        assertThat(updated.samples().getFirst().since()).isEqualTo(at(2));
        assertThat(updated.samples().getLast().router()).isEqualTo("edge-2");
        assertThat(updated.lastSeen()).isEqualTo(at(15));
    }

    @Test
    void ofHugePathsNeighbourAndOriginAreKept() {
        String huge = "64498 " + "64700 ".repeat(15_000) + "64666";
        Story story = Story.declared().announce(TRANSIT, huge).announce(SECOND, huge);
        RoutingEvent event = story.told.getLast();
        assertThat(event.seenOrigin()).isEqualTo(new Asn(HIJACKER));
        assertThat(event.vantages()).hasSize(2);
        assertThat(event.samples()).allSatisfy(sample -> {
            assertThat(sample.asPath().length()).isEqualTo(1000);
            assertThat(sample.asPath().hops().getFirst()).containsExactly(new Asn(64498));
        });
        assertThat(story.then().announce(SECOND, huge).told).isEmpty();
    }

    @Test
    void revocationEndsWhatIsOpenWithACause() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666").then().revoke(2);
        RoutingEvent ended = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause()).contains("not monitored any more");
        assertThat(story.state.open()).isEmpty();
        assertThat(story.state.exact()).isEmpty();
        assertThat(story.state.context()).isNull();
    }

    @Test
    void aCollectorWhoseClockIsBehindCannotEndAnEventBeforeItBegan() {
        Story story = Story.declared().announce(TRANSIT, "64498 64666").then();
        story.apply(TRANSIT.withdrawal(story.prefix, story.prefix, at(-60), WithdrawalCause.EXPLICIT));
        RoutingEvent ended = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(List.of(ended.ended(), ended.firstSeen())).containsExactly(at(2), at(2));
    }

    private static Story limited(int exact) {
        return new Story("203.0.113.0/24", new Limits(10, 10, exact))
                .declare(1, OWNER)
                .synced(1);
    }

    @Test
    void whatComesByABackupSessionIsAnErrorOfItsOwn() {
        Story story = Story.declared().announce(BACKUP, "64497 64666").announce(TRANSIT, "64498 64666");
        RoutingEvent event = story.only(PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.ERROR);
        assertThat(event.vantages()).containsExactly("edge-2|192.0.2.2");
        assertThat(event.rule()).isEqualTo("backup-origin-change/1");
        assertThat(story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT).vantages()).containsExactly("edge-3|192.0.2.3");
        story.then().withdraw(BACKUP, WithdrawalCause.EXPLICIT);
        assertThat(story.only(PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT).status())
                .isEqualTo(Status.ENDED);
        assertThat(story.told(PREFIX_ORIGIN_AS_CHANGE_EVENT)).isEmpty();
    }

    @Test
    void aLegalMoasIsNoChange() {
        Story story = Story.declared()
                .declare(2, OWNER, 64501L)
                .then()
                .announce(TRANSIT, "64498 64500")
                .announce(SECOND, "64497 64501");
        assertThat(story.told).isEmpty();
    }
}
