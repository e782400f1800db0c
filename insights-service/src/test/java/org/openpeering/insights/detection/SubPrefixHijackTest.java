/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.contract.insights.EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.HIJACKER;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

class SubPrefixHijackTest {
    @Test
    void opensAtTheFirstPartFromAnOriginThatIsNotLegal() {
        Story story =
                Story.declared().announce(PARTNER, "64496 64500").announce(TRANSIT, "203.0.113.128/25", "64498 64666");
        RoutingEvent event = story.only(PREFIX_SUB_PREFIX_HIJACK_EVENT);
        assertThat(event.prefix()).isEqualTo(IpPrefix.parse("203.0.113.0/24"));
        assertThat(event.offendingPrefix()).isEqualTo(IpPrefix.parse("203.0.113.128/25"));
        assertThat(event.seenOrigin()).isEqualTo(new Asn(HIJACKER));
        assertThat(event.rule()).isEqualTo("sub-prefix-hijack/1");
        assertThat(event.confidence()).isEqualTo(70);
        assertThat(event.summary())
                .startsWith("Suspected sub-prefix hijack: 203.0.113.128/25, a part of the monitored 203.0.113.0/24, is"
                        + " announced with origin AS64666; legal is AS64500. First heard by edge-3 from 192.0.2.3"
                        + " (AS64498) with AS path 64498 64666;");
    }

    @Test
    void aPartFromALegalOriginIsNoHijack() {
        Story story = Story.declared().announce(TRANSIT, "203.0.113.0/25", "64498 64500");
        assertThat(story.told(PREFIX_SUB_PREFIX_HIJACK_EVENT)).isEmpty();
    }

    @Test
    void eachPartAndOriginHasItsOwnLife() {
        Story story = Story.declared()
                .announce(TRANSIT, "203.0.113.0/25", "64498 64666")
                .announce(TRANSIT, "203.0.113.128/25", "64498 64666")
                .announce(BACKUP, "203.0.113.128/25", "64497 64667");
        assertThat(story.told)
                .extracting(RoutingEvent::id)
                .doesNotHaveDuplicates()
                .hasSize(3);
        RoutingEvent ended = story.then()
                .withdraw(TRANSIT, "203.0.113.128/25", WithdrawalCause.RESYNC)
                .only(PREFIX_SUB_PREFIX_HIJACK_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause()).contains("Resync");
        assertThat(story.state.open()).hasSize(2);
    }

    @Test
    void worksForIpv6() {
        Story story = new Story("2001:db8:1::/48")
                .announce(TRANSIT, "2001:db8:1:8000::/49", "64498 64666")
                .declare(1, OWNER);
        assertThat(story.only(PREFIX_SUB_PREFIX_HIJACK_EVENT).offendingPrefix())
                .isEqualTo(IpPrefix.parse("2001:db8:1:8000::/49"));
    }

    @Test
    void theDeclarationMayComeAfterTheRoutes() {
        Story after = new Story("203.0.113.0/24")
                .announce(TRANSIT, "203.0.113.0/25", "64498 64666")
                .declare(1, OWNER);
        Story before = new Story("203.0.113.0/24");
        before.apply(new RouteChange.Synced(before.prefix, Story.START, 0));
        before.declare(1, OWNER);
        before.apply(new RouteChange.Announced(
                before.prefix,
                Story.START,
                TRANSIT.route(IpPrefix.parse("203.0.113.0/25"), Story.START, "64498 64666")));
        assertThat(after.told).isEqualTo(before.told).hasSize(1);
    }

    @Test
    void updatesOfSeveralPeersGiveTheSameEventInAnyOrder() {
        Story one = Story.declared()
                .announce(TRANSIT, "203.0.113.0/25", "64498 64666")
                .announce(BACKUP, "203.0.113.0/25", "64497 64666");
        Story other = Story.declared()
                .announce(BACKUP, "203.0.113.0/25", "64497 64666")
                .announce(TRANSIT, "203.0.113.0/25", "64498 64666");
        assertThat(one.told.getLast().vantages()).isEqualTo(other.told.getLast().vantages());
        assertThat(one.told.getLast().confidence())
                .isEqualTo(other.told.getLast().confidence());
    }

    @Test
    void beyondTheLimitLegalPartsMakeRoomForWrongOnes() {
        Story story = limited(2, 10)
                .announce(TRANSIT, "203.0.113.0/26", "64498 64500")
                .announce(TRANSIT, "203.0.113.64/26", "64498 64500")
                .announce(TRANSIT, "203.0.113.128/26", "64498 64666");
        assertThat(story.state.others()).hasSize(2);
        assertThat(story.told(PREFIX_SUB_PREFIX_HIJACK_EVENT).getFirst().offendingPrefix())
                .isEqualTo(IpPrefix.parse("203.0.113.128/26"));
    }

    @Test
    void routesBeyondTheLimitAreSaidInTheEvidenceOfTheOldestEvent() {
        Story story = limited(1, 10)
                .announce(TRANSIT, "203.0.113.0/26", "64498 64666")
                .then()
                .announce(TRANSIT, "203.0.113.64/26", "64498 64666")
                .announce(TRANSIT, "203.0.113.128/26", "64498 64666");
        assertThat(story.state.others()).hasSize(1);
        assertThat(story.told).extracting(RoutingEvent::revision).containsExactly(2L, 3L);
        assertThat(story.told.getLast().evidence().getLast().what())
                .startsWith("2 further updates or offenders of this prefix got no event of their own");
    }

    @Test
    void eventsBeyondTheLimitOpenWhenThereIsRoom() {
        Story story = limited(10, 1)
                .announce(TRANSIT, "203.0.113.0/26", "64498 64666")
                .announce(TRANSIT, "203.0.113.64/26", "64498 64666");
        assertThat(story.state.open()).hasSize(1);
        story.then().withdraw(TRANSIT, "203.0.113.0/26", WithdrawalCause.EXPLICIT);
        assertThat(story.told).extracting(RoutingEvent::status).containsExactly(Status.ENDED, Status.OPEN);
        assertThat(story.told.getLast().offendingPrefix()).isEqualTo(IpPrefix.parse("203.0.113.64/26"));
    }

    @Test
    void anOffenderWithManyPartsHidesNoOther() {
        Story story = limited(3, 10)
                .announce(TRANSIT, "203.0.113.0/26", "64498 64666")
                .announce(TRANSIT, "203.0.113.64/26", "64498 64666")
                .announce(TRANSIT, "203.0.113.128/26", "64498 64666")
                .then()
                .announce(BACKUP, "203.0.113.192/26", "64497 64777");
        assertThat(story.state.others()).hasSize(3);
        assertThat(story.told)
                .extracting(event -> event.offendingPrefix().toString(), RoutingEvent::status)
                .contains(tuple("203.0.113.128/26", Status.OPEN), tuple("203.0.113.192/26", Status.OPEN));
        RoutingEvent unseen = story.told.getFirst();
        assertThat(unseen.vantages()).isEmpty();
        assertThat(unseen.evidence().getLast().what())
                .isEqualTo("Nobody who is held carries it any more; the limits have left out others, and all collectors"
                        + " are asked.");
        assertThat(story.told.getLast().evidence().getLast().what()).startsWith("1 further update or offender");
    }

    @Test
    void anOffenderWithManyEventsLeavesOneToAnother() {
        Story story = limited(10, 2)
                .announce(TRANSIT, "203.0.113.0/26", "64498 64666")
                .announce(TRANSIT, "203.0.113.64/26", "64498 64666")
                .then()
                .announce(BACKUP, "203.0.113.192/26", "64497 64777");
        assertThat(story.state.open().values())
                .extracting(event -> event.offendingPrefix().toString())
                .containsExactly("203.0.113.0/26", "203.0.113.192/26");
        assertThat(story.then().declare(2, OWNER).told)
                .extracting(RoutingEvent::status)
                .doesNotContain(Status.ENDED);
    }

    @Test
    void anEventThatGaveItsPlaceOpensAsAnotherOneWhenThereIsRoom() {
        Story story = limited(10, 2)
                .announce(TRANSIT, "203.0.113.0/26", "64498 64666")
                .announce(TRANSIT, "203.0.113.64/26", "64498 64666")
                .announce(BACKUP, "203.0.113.192/26", "64497 64777")
                .withdraw(BACKUP, "203.0.113.192/26", WithdrawalCause.EXPLICIT);
        List<RoutingEvent> folded = story.told.stream()
                .filter(event -> event.offendingPrefix().equals(IpPrefix.parse("203.0.113.64/26")))
                .toList();
        assertThat(folded)
                .extracting(RoutingEvent::status, RoutingEvent::revision)
                .containsExactly(tuple(Status.OPEN, 1L), tuple(Status.ENDED, 2L), tuple(Status.OPEN, 1L));
        assertThat(folded.getLast().id()).isNotEqualTo(folded.getFirst().id());
        assertThat(folded.getLast().firstSeen()).isEqualTo(folded.getFirst().firstSeen());
        assertThat(folded.get(1).endCause())
                .isEqualTo("It counts among the others of origin AS64666 from here on: the limits leave it no event of"
                        + " its own.");
    }

    @Test
    void whatComesGoesAndComesAgainInOneMomentIsTwoEvents() {
        Story story = Story.declared();
        IpPrefix part = IpPrefix.parse("203.0.113.0/25");
        RouteChange announced =
                new RouteChange.Announced(story.prefix, Story.START, TRANSIT.route(part, Story.START, "64498 64666"));
        RouteChange withdrawn = TRANSIT.withdrawal(story.prefix, part, Story.START, WithdrawalCause.EXPLICIT);
        story.apply(announced)
                .apply(withdrawn)
                .apply(announced)
                .apply(withdrawn)
                .apply(announced);
        assertThat(story.told)
                .filteredOn(event -> event.revision() == 1)
                .extracting(RoutingEvent::id)
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(story.state.openings().latest()).hasSize(3);
    }

    private static Story limited(int routes, int events) {
        return new Story("203.0.113.0/24", new Limits(routes, events, 10))
                .declare(1, OWNER)
                .synced(1);
    }
}
