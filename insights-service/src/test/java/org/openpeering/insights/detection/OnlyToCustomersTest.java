/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_ROUTE_LEAK_EVENT;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.SECOND;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.detection.Story.Peer;
import org.openpeering.insights.relationship.Relationships;

/** The partner is 64496, of whom the owner 64500 buys. */
class OnlyToCustomersTest {
    private static final Peer SERVER = new Peer("edge-1", "192.0.2.66", 6695);

    private static Relationships buys(long customer, Long... providers) {
        Map<Long, Set<Long>> all = Map.of(customer, Set.of(providers));
        return new Relationships(
                Set.of(new Asn(3356)),
                List.of(),
                (one, other) -> Optional.ofNullable(all.get(one.value())).map(of -> of.contains(other.value())));
    }

    @Test
    void whatAPartnerHasOfAnotherPeerItMustNotTell() {
        RoutingEvent event =
                Story.declared().marked(PARTNER, 64505, "64496 64505 64500").only(PREFIX_ROUTE_LEAK_EVENT);
        assertThat(event.seenUpstream()).isEqualTo(new Asn(64496));
        assertThat(event.confidence()).as("by the mark alone").isEqualTo(40);
        assertThat(event.evidence().getFirst())
                .satisfies(item -> assertThat(item.source()).isEqualTo("otc"))
                .satisfies(item -> assertThat(item.what())
                        .isEqualTo("AS64505 has marked it as only for customers (RFC 9234), and AS64496 has told it to"
                                + " this network, which is a peer of it."));
        assertThat(event.summary())
                .startsWith("Suspected route leak: AS64496 passes 203.0.113.0/24 from AS64505 on to this network.");
    }

    @Test
    void whereOthersStandBetweenNobodyKnowsWhoItWas() {
        assertThat(Story.declared()
                        .marked(PARTNER, 65541, "64496 64505 65541 64500")
                        .only(PREFIX_ROUTE_LEAK_EVENT)
                        .confidence())
                .isEqualTo(25);
    }

    @Test
    void elsewhereAStepCountsThatIsKnownNotToGoToACustomer() {
        RoutingEvent event = Story.declared()
                .knowing(buys(64505, 64498L, 65541L))
                .marked(TRANSIT, 65541, "64498 64505 65541 64500")
                .only(PREFIX_ROUTE_LEAK_EVENT);
        assertThat(event.seenUpstream()).isEqualTo(new Asn(64505));
        assertThat(event.evidence()).anyMatch(item -> item.source().equals("otc") && item.weight() == 40);
        assertThat(Story.declared()
                        .knowing(buys(64505, 3356L))
                        .marked(TRANSIT, 65541, "3356 64505 65541 64500")
                        .only(PREFIX_ROUTE_LEAK_EVENT)
                        .seenUpstream())
                .as("who buys transit of nobody is nobody's customer")
                .isEqualTo(new Asn(64505));
    }

    /** Down to customers; of whom nothing is known; marked by the neighbour itself; without a step behind the mark. */
    @ParameterizedTest
    @CsvSource({
        "65541, 64498 64505 65541 64500",
        "64498, 64498 64505 64500",
        "64500, 64498 64505 64500",
        "65541, 64498 64505 64505 64505 65541 65541 64500",
        "65541, 64498 65001 64505 65541 64500",
        "6695, 64498 64505 6695 65541 64500",
        "65549, 64498 64505 64500"
    })
    void fromSomebodyOfWhomNothingIsKnownItIsNoLeak(long marker, String path) {
        assertThat(Story.declared()
                        .knowing(buys(64498, 64505L))
                        .marked(TRANSIT, marker, path)
                        .told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
    }

    @Test
    void aPartnerMarksItsOwnRoutesAndTellsTheOwnersEvenWhereTheOwnerMarksThem() {
        assertThat(Story.declared().marked(PARTNER, 64496, "64496 64505 64500").told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
        assertThat(Story.declared().marked(PARTNER, OWNER, "64496 64500").told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
        assertThat(Story.declared().marked(PARTNER, OWNER, "64496").told(PREFIX_ROUTE_LEAK_EVENT))
                .as("a private number of the owner that the partner has stripped")
                .isEmpty();
    }

    @Test
    void anExchangesRouteServerMarksWhatItTells() {
        assertThat(Story.declared().marked(SERVER, 6695, "64505 64500").told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
        assertThat(Story.declared().marked(SECOND, 6695, "64497 64500").told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
    }

    @Test
    void aSecondLegalOriginIsNoLeak() {
        assertThat(new Story("203.0.113.0/24")
                        .declare(1, OWNER, 64510L)
                        .synced(1)
                        .marked(PARTNER, 64510, "64496 64510")
                        .told(PREFIX_ROUTE_LEAK_EVENT))
                .isEmpty();
    }
}
