/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_FORGED_ORIGIN_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_ROUTE_LEAK_EVENT;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.SECOND;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.insights.origin.RpkiView;

/** The owner 64500 buys of 64505, that of 65541; 65542 buys of 65541 and 65543. */
class AspaPathTest {
    private static final RpkiView SIGNED = Signed.aspas("64500: 64505", "64505: 65541", "65542: 65541 65543");

    private static Story declared(RpkiView view) {
        return Story.declared().rpki(view);
    }

    @Test
    void whoGivesTheRouteOfOneProviderToAnotherLeaksIt() {
        RoutingEvent event = declared(Signed.aspas("64500: 64505", "64505: 65541", "65541: 0", "65543: 0"))
                .announce(SECOND, "64497 65543 65542 65541 64505 64500")
                .only(PREFIX_ROUTE_LEAK_EVENT);
        assertThat(event.seenUpstream()).isEqualTo(new Asn(65542));
        assertThat(event.evidence().getFirst())
                .satisfies(item -> assertThat(item.source()).isEqualTo("aspa"))
                .satisfies(item -> assertThat(item.what())
                        .isEqualTo("The path is ASPA-invalid: AS65541 has signed that AS65542 is no provider of it, and"
                                + " AS65543 that AS65542 is none of it."));
        assertThat(event.confidence()).isEqualTo(55);
        assertThat(event.summary())
                .startsWith("Suspected route leak: AS65542 passes 203.0.113.0/24 from AS65541 on to");
    }

    @Test
    void whereSeveralMayHaveDoneItItIsLessSure() {
        RoutingEvent event = declared(Signed.aspas("64500: 64505", "64505: 65541", "65541: 0", "65543: 0"))
                .announce(SECOND, "64497 65543 65544 65542 65541 64505 64500")
                .only(PREFIX_ROUTE_LEAK_EVENT);
        assertThat(event.seenUpstream()).isEqualTo(new Asn(65542));
        assertThat(event.confidence()).isEqualTo(40);
    }

    /** Up and down, with a step between peers; who has signed nothing; prepending, a route server, a private number, a set. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "64497 65542 65541 64505 64500",
                "64497 65545 65541 64505 64500",
                "64497 65545 65546 65547",
                "64497 65542 65541 65541 65541 64505 64500 64500",
                "64497 65542 6695 65541 64505 64500",
                "64497 65542 65541 64505 65001 64500",
                "64497 {65542,65543} 65541 64505 64500",
                "64500",
                ""
            })
    void isNoLeak(String path) {
        assertThat(declared(SIGNED).announce(SECOND, path).told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
    }

    @Test
    void aPartnersRouteHasToComeFromItsCustomers() {
        RpkiView view = Signed.aspas("65541: 0");
        assertThat(declared(view)
                        .announce(PARTNER, "64496 65541 64500")
                        .only(PREFIX_ROUTE_LEAK_EVENT)
                        .summary())
                .startsWith("Suspected route leak: AS64496 passes 203.0.113.0/24 from AS65541 on to this network.");
        assertThat(declared(view).announce(TRANSIT, "64498 65541 64500").told(PREFIX_ROUTE_LEAK_EVENT))
                .as("of somebody else nobody knows whether it is a provider")
                .isEmpty();
    }

    @Test
    void aPartnerThatTheOwnerHasNotSignedForIsExpectedAllTheSame() {
        assertThat(declared(SIGNED).announce(PARTNER, "64496 64500").told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
    }

    @Test
    void whatIsSignedLaterCountsForWhatIsHeldAndWhatIsTooOldOpensAndEndsNothing() {
        RpkiView view = Signed.aspas("65541: 0", "65543: 0");
        Story story = declared(Signed.aspas("64500: 64505"))
                .announce(SECOND, "64497 65543 65542 65541 64500")
                .then();
        assertThat(story.rpki(view.outdated()).told(PREFIX_ROUTE_LEAK_EVENT)).isEmpty();
        assertThat(story.rpki(view).only(PREFIX_ROUTE_LEAK_EVENT).status()).isEqualTo(Status.OPEN);
        assertThat(story.then().rpki(view.outdated()).told).isEmpty();
        assertThat(story.rpki(Signed.aspas("65541: 65542", "65543: 0"))
                        .only(PREFIX_ROUTE_LEAK_EVENT)
                        .status())
                .isEqualTo(Status.ENDED);
    }

    private static Story listed(RpkiView view, Long... upstreams) {
        RoutingPolicy policy = new RoutingPolicy(
                List.of(upstreams).stream().map(Asn::new).toList(), List.of(), null, true, List.of(), List.of());
        return new Story("203.0.113.0/24")
                .rpki(view)
                .declare(1, policy, OWNER)
                .announce(PARTNER, "64496 64500")
                .synced(1)
                .wait(90_000)
                .then();
    }

    @Test
    void anAttestedUpstreamIsNeverAForgedOne() {
        assertThat(listed(Signed.aspas("64500: 64505"), 64496L)
                        .announce(SECOND, "64497 64505 64500")
                        .told(PREFIX_FORGED_ORIGIN_EVENT))
                .isEmpty();
    }

    @Test
    void aNeighbourThatTheOriginDeniesIsStrongEvidence() {
        RoutingEvent plain = listed(Signed.vrps(), 64496L)
                .announce(SECOND, "64497 65544 64500")
                .only(PREFIX_FORGED_ORIGIN_EVENT);
        RoutingEvent denied =
                listed(SIGNED, 64496L).announce(SECOND, "64497 65544 64500").only(PREFIX_FORGED_ORIGIN_EVENT);
        assertThat(denied.confidence()).isEqualTo(plain.confidence() + 20);
        assertThat(denied.evidence())
                .anyMatch(item -> item.what()
                        .equals("AS64500 has signed who its providers are (ASPA), and AS65544 is none of them."));
    }

    @Test
    void whereNoneIsListedAnInvalidPathIsCriticalAndAPeerOfTheOriginIsNot() {
        RpkiView view = Signed.aspas("64500: 64505", "65543: 0");
        assertThat(listed(view)
                        .announce(SECOND, "64497 65543 65544 64500")
                        .only(PREFIX_FORGED_ORIGIN_EVENT)
                        .level())
                .isEqualTo(EventLevel.CRITICAL);
        assertThat(listed(view)
                        .announce(SECOND, "64497 65544 64500")
                        .only(PREFIX_FORGED_ORIGIN_EVENT)
                        .level())
                .isEqualTo(EventLevel.WARNING);
    }
}
