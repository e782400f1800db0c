/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_FORGED_ORIGIN_EVENT;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.SECOND;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.insights.detection.Story.Peer;
import org.openpeering.insights.relationship.Relationships;

class ForgedOriginTest {
    private static final int DAY = 90_000;
    private static final Peer VANTAGE = new Peer("ris/rrc00", "198.51.100.1", 64498);

    private static RoutingPolicy upstreams(long... asns) {
        return new RoutingPolicy(
                Arrays.stream(asns).mapToObj(Asn::new).toList(),
                List.of(new Asn(64510)),
                null,
                true,
                List.of(),
                List.of());
    }

    private static Story listed(long... asns) {
        return listed(Relationships.NONE, asns);
    }

    private static Story listed(Relationships known, long... asns) {
        return new Story("203.0.113.0/24", () -> known)
                .declare(1, upstreams(asns), OWNER)
                .announce(PARTNER, "64496 64500")
                .announce(TRANSIT, "64498 64496 64500")
                .synced(1)
                .then();
    }

    @Test
    void aNeighbourThatTheOwnerDoesNotListIsCritical() {
        RoutingEvent event = listed(64496).announce(SECOND, "64497 65540 64500").only(PREFIX_FORGED_ORIGIN_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.CRITICAL);
        assertThat(event.seenOrigin()).isEqualTo(new Asn(OWNER));
        assertThat(event.seenUpstream()).isEqualTo(new Asn(65540));
        assertThat(event.expectedUpstreams()).containsExactly(new Asn(64496));
        assertThat(event.confidence()).isEqualTo(65);
        assertThat(event.summary())
                .startsWith("Suspected forged origin: 203.0.113.0/24 is announced with the legal origin AS64500 behind"
                        + " AS65540, which is not known beside AS64500. First heard by edge-2");
    }

    @Test
    void aPartMayBeForgedLikewise() {
        assertThat(listed(64496)
                        .announce(SECOND, "203.0.113.0/25", "64497 65540 64500")
                        .only(PREFIX_FORGED_ORIGIN_EVENT)
                        .summary())
                .contains("203.0.113.0/25, a part of the monitored 203.0.113.0/24,");
    }

    @Test
    void aNewNeighbourIsAWarningWhereNoneIsListedAndThatOnceADayHasTaughtThem() {
        Story story = Story.declared()
                .announce(PARTNER, "64496 64500")
                .announce(TRANSIT, "64498 65541 64500")
                .then();
        assertThat(story.told).isEmpty();
        RoutingEvent event =
                story.wait(DAY).announce(SECOND, "64497 65540 64500").only(PREFIX_FORGED_ORIGIN_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.WARNING);
        assertThat(event.expectedUpstreams()).isEmpty();
        assertThat(story.then()
                        .announce(SECOND, "64497 65541 64500")
                        .only(PREFIX_FORGED_ORIGIN_EVENT)
                        .status())
                .as("known, so the other one ends")
                .isEqualTo(Status.ENDED);
    }

    @Test
    void whoListsNoneMayHaveAnotherUpstreamBesideThePartner() {
        Story story = new Story("203.0.113.0/24")
                .declare(1, RoutingPolicy.NONE, OWNER, 64496L)
                .synced(1)
                .announce(PARTNER, "64496 64500")
                .announce(TRANSIT, "64498 65541 64500");
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
        RoutingEvent event =
                story.wait(DAY).announce(SECOND, "64497 65540 64500").only(PREFIX_FORGED_ORIGIN_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.WARNING);
        assertThat(event.seenUpstream()).isEqualTo(new Asn(65540));
    }

    @Test
    void thePartnerMayComeLate() {
        Story story = Story.declared()
                .announce(TRANSIT, "64498 65541 64500")
                .wait(DAY)
                .announce(PARTNER, "64496 64500");
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
    }

    @Test
    void aNewNetworkBesideAListedUpstreamIsAWarning() {
        RoutingEvent event = listed(64496)
                .wait(DAY)
                .announce(SECOND, "64497 65540 64496 64500")
                .only(PREFIX_FORGED_ORIGIN_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.WARNING);
        assertThat(event.seenUpstream()).isEqualTo(new Asn(65540));
        assertThat(event.summary()).contains("behind AS65540, which is not known beside AS64496, an upstream of it.");
    }

    @Test
    void aProviderOfAListedUpstreamPassesOnWhatItHasOfIt() {
        Relationships known = Learned.by(3, new int[] {701, 3356, 65540, 64496});
        Story story = listed(known, 64496).wait(DAY).announce(SECOND, "64497 65540 64496 64500");
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
    }

    @Test
    void whatIsNotSettledExcusesNobody() {
        Relationships known = Learned.by(1, new int[] {701, 3356, 65540, 64496});
        Story story = listed(known, 64496).wait(DAY).announce(SECOND, "64497 65540 64496 64500");
        assertThat(story.only(PREFIX_FORGED_ORIGIN_EVENT).level()).isEqualTo(EventLevel.WARNING);
    }

    @Test
    void aCustomerOfAListedUpstreamAndAProviderOfTheOwnersOwnExcuseNobody() {
        Relationships customer = Learned.by(3, new int[] {701, 3356, 64496, 65540});
        Story story = listed(customer, 64496).wait(DAY).announce(SECOND, "64497 65540 64496 64500");
        assertThat(story.only(PREFIX_FORGED_ORIGIN_EVENT).level()).isEqualTo(EventLevel.WARNING);
        Relationships provider = Learned.by(3, new int[] {701, 3356, 65540, 64500});
        Story direct = listed(provider, 64496).announce(SECOND, "64497 65540 64500");
        assertThat(direct.only(PREFIX_FORGED_ORIGIN_EVENT).level()).isEqualTo(EventLevel.CRITICAL);
    }

    @Test
    void everybodyMayStandBesideAnUpstreamThatBuysTransitOfNobody() {
        Story story = listed(64496, 1299).wait(DAY).announce(SECOND, "64497 65540 1299 64500");
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
    }

    /** Prepending by the partner and by the owner, a route server, a sibling, a private number between, nobody between. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "64498 64496 64496 64496 64500",
                "64498 64496 64500 64500 64500",
                "64498 6695 64496 64500",
                "64498 64496 6695 64500",
                "64498 64496 64510 64500",
                "64498 64496 65001 64500",
                "64500",
                "64498 64496",
                "64498 {65540,65543} 64500",
                "64498 64496 {65540,64500}",
                ""
            })
    void isNoForgery(String path) {
        Story story = listed(64496).wait(DAY).announce(TRANSIT, path);
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
    }

    @Test
    void aPrivateNumberThatThePartnerStripsLeavesThePartnerAsOriginWhoseNeighboursAreManifold() {
        Story story = new Story("203.0.113.0/24")
                .declare(1, upstreams(64496), OWNER, 64496L)
                .synced(1)
                .wait(DAY)
                .announce(PARTNER, "64496")
                .announce(TRANSIT, "64498 65541 64496");
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
    }

    @Test
    void whoStoodThereWhenThePrefixCameToBeWatchedIsNotNew() {
        Story story = new Story("203.0.113.0/24")
                .announce(SECOND, "64497 65541 64500")
                .declare(1, upstreams(64496), OWNER)
                .announce(TRANSIT, "64498 65542 64500")
                .synced(1)
                .withdraw(SECOND, WithdrawalCause.PEER_DOWN)
                .announce(SECOND, "64497 65541 64500")
                .announce(SECOND, "64497 65542 64500");
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
    }

    @Test
    void whatVantagesTellWithinADayTeachesAndLaterItOffends() {
        Story story = listed(64496).announce(VANTAGE, "64498 65541 64500");
        assertThat(story.told).isEmpty();
        assertThat(story.wait(DAY)
                        .announce(VANTAGE, "64498 65542 64500")
                        .only(PREFIX_FORGED_ORIGIN_EVENT)
                        .level())
                .isEqualTo(EventLevel.CRITICAL);
    }

    @Test
    void theNeighboursOfWhoIsDeclaredLegalAreKnownFromThenOn() {
        Story story =
                listed(64496).announce(SECOND, "64497 65541 64501").then().declare(2, upstreams(64496), OWNER, 64501L);
        assertThat(story.told(PREFIX_FORGED_ORIGIN_EVENT)).isEmpty();
    }

    @Test
    void endsWhenTheOwnerListsIt() {
        Story story =
                listed(64496).announce(SECOND, "64497 65540 64500").then().declare(2, upstreams(64496, 65540), OWNER);
        RoutingEvent ended = story.only(PREFIX_FORGED_ORIGIN_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause())
                .isEqualTo("The networks beside each other are declared, attested or known to be neighbours, as of"
                        + " revision 2 of the declaration.");
        assertThat(story.state.open()).isEmpty();
    }

    @Test
    void anotherOriginIsAHijackAndNoForgery() {
        assertThat(listed(64496).announce(SECOND, "64497 64500 65540").told(PREFIX_FORGED_ORIGIN_EVENT))
                .isEmpty();
    }
}
