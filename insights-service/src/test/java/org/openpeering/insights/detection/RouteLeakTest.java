/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_ROUTE_LEAK_EVENT;
import static org.openpeering.insights.detection.Story.SECOND;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.insights.relationship.Relationships;

class RouteLeakTest {
    /** Also the path of June 2019, when a customer of two gave what an optimizer of one had made to the other. */
    @ParameterizedTest
    @CsvSource({
        "64498 701 65540 3356 64500, 65540, 55",
        "64498 701 701 65540 65540 3356 64500, 65540, 55",
        "701 396531 33154 3356 64500, 396531, 55",
        "64498 1299 65540 6695 65543 2914 64500, 65540, 55",
        "64498 1299 3356 2914 64500, 3356, 35"
    })
    void aNetworkBetweenTwoThatBuyTransitOfNobodyLeaks(String path, long leaker, int confidence) {
        RoutingEvent event = Story.declared().announce(TRANSIT, path).only(PREFIX_ROUTE_LEAK_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.CRITICAL);
        assertThat(event.seenUpstream()).isEqualTo(new Asn(leaker));
        assertThat(event.confidence()).isEqualTo(confidence);
        assertThat(event.rule()).isEqualTo("route-leak/1");
        assertThat(event.evidence().getFirst().source()).isEqualTo("peerlock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "64498 701 3356 64500",
                "64498 701 701 3356 3356 64500",
                "64498 701 6695 3356 64500",
                "64498 701 65001 3356 64500",
                "64498 701 65540 65543 64500",
                "3356 64500",
                "64498 701 65540 {3356,64500}",
                "701 64500",
                ""
            })
    void isNoLeak(String path) {
        assertThat(Story.declared().announce(TRANSIT, path).told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
    }

    /** 65540 has told 65541, of which it buys, what it had of 3356; 65541 may tell everybody what it has of a customer. */
    @Test
    void whoIsKnownToLeakIsNamedBeforeWhoOnlyStandsBesideTheSecondCarrier() {
        String path = "64498 701 65541 65540 3356 64500";
        int[] provider = {701, 65541, 65540};
        Story unknown = Story.declared().announce(TRANSIT, path);
        assertThat(unknown.only(PREFIX_ROUTE_LEAK_EVENT).seenUpstream()).isEqualTo(new Asn(65541));
        Story settled = told(Learned.by(3, provider), path);
        assertThat(settled.only(PREFIX_ROUTE_LEAK_EVENT).seenUpstream()).isEqualTo(new Asn(65540));
        assertThat(settled.only(PREFIX_ROUTE_LEAK_EVENT).evidence().getFirst().source())
                .isEqualTo("relationships");
        Story young = told(Learned.by(1, provider), path);
        assertThat(young.only(PREFIX_ROUTE_LEAK_EVENT).seenUpstream()).isEqualTo(new Asn(65541));
    }

    private static Story told(Relationships known, String path) {
        return new Story("203.0.113.0/24", () -> known)
                .declare(1, Story.OWNER)
                .synced(1)
                .announce(TRANSIT, path);
    }

    @Test
    void whatBecomesKnownLaterOpensTheEventWithoutTheRoutesComingAgain() {
        AtomicReference<Relationships> known = new AtomicReference<>(Relationships.NONE);
        Story story = new Story("203.0.113.0/24", known::get)
                .declare(1, Story.OWNER)
                .synced(1)
                .announce(TRANSIT, "64498 64511 65540 64510 64500");
        assertThat(story.told).isEmpty();
        known.set(Learned.by(3, new int[] {701, 64510, 65540}, new int[] {701, 64511, 65540}));
        RoutingEvent leak = story.reconsider().only(PREFIX_ROUTE_LEAK_EVENT);
        assertThat(leak.seenUpstream()).isEqualTo(new Asn(65540));
        assertThat(story.then().reconsider().told).isEmpty();
        known.set(Relationships.NONE);
        assertThat(story.reconsider().only(PREFIX_ROUTE_LEAK_EVENT).status()).isEqualTo(Status.ENDED);
    }

    @Test
    void thatTheOwnerBuysTransitThoughHeIsTransitFreeIsNoLeakWhereHeSaysSo() {
        RoutingPolicy policy = new RoutingPolicy(List.of(new Asn(64496)), List.of(), null, true, List.of(), List.of());
        Story story = new Story("203.0.113.0/24").declare(1, policy, 3356L).synced(1);
        assertThat(story.announce(TRANSIT, "64498 701 64496 3356").told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
        assertThat(story.announce(TRANSIT, "64498 701 65540 3356").told(PREFIX_ROUTE_LEAK_EVENT))
                .hasSize(1);
    }

    @Test
    void oneLeakerIsOneEventThatEndsWithTheLastWhoCarriesIt() {
        Story story = Story.declared()
                .announce(TRANSIT, "64498 701 65540 3356 64500")
                .announce(SECOND, "64497 1299 65540 2914 64500");
        assertThat(story.told(PREFIX_ROUTE_LEAK_EVENT))
                .extracting(RoutingEvent::revision)
                .containsExactly(1L, 2L);
        story.then().withdraw(TRANSIT, WithdrawalCause.EXPLICIT);
        assertThat(story.only(PREFIX_ROUTE_LEAK_EVENT).status()).isEqualTo(Status.OPEN);
        assertThat(story.then()
                        .announce(SECOND, "64497 2914 64500")
                        .only(PREFIX_ROUTE_LEAK_EVENT)
                        .endCause())
                .contains("replaced it by a route");
    }

    @Test
    void aPartThatAnOptimizerMadeIsALeakAndAMoreSpecificOfALegalOriginIsNoHijack() {
        Story story = Story.declared().announce(TRANSIT, "203.0.113.0/25", "701 396531 33154 3356 64500");
        assertThat(story.only(PREFIX_ROUTE_LEAK_EVENT).summary())
                .startsWith("Suspected route leak: AS396531 passes 203.0.113.0/25, a part of the monitored"
                        + " 203.0.113.0/24, from AS3356 on to AS701. First heard by");
        assertThat(story.state.open()).hasSize(2);
    }
}
