/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.detection.Story.PARTNER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.Asn;

/** A router that moves: whose word about it counts. */
class SpeakersTest {
    private static final Speaker BEFORE = new Speaker("here", 4);
    private static final Speaker AFTER = new Speaker("there", 5);

    private final Story story = Story.declared();
    private final ObservedRoute route = PARTNER.route(story.prefix, Story.at(10), "64496 64500");

    private Story announced(Speaker by) {
        return story.apply(new RouteChange.Announced(story.prefix, Story.at(10), route, by));
    }

    private Story withdrawn(Speaker by) {
        return story.apply(new RouteChange.Withdrawn(
                story.prefix, Story.at(20), route.id(), route.peerAsn(), WithdrawalCause.OUT_OF_SIGHT, by));
    }

    @Test
    void whatACollectorSaysLateThatHasLostTheRouterIsIgnored() {
        announced(BEFORE);
        announced(AFTER).then();

        assertThat(withdrawn(BEFORE).told).isEmpty();
        assertThat(story.state.exact()).hasSize(1);
        assertThat(withdrawn(AFTER).only(EventType.PREFIX_WITHDRAWAL_EVENT)).isNotNull();
        assertThat(announced(BEFORE).state.exact()).isEmpty();
    }

    @Test
    void whatIsSaidWithoutASpeakerCountsAsItDidBeforeThereWereAny() {
        announced(AFTER).then();

        assertThat(story.withdraw(PARTNER, WithdrawalCause.EXPLICIT).told(EventType.PREFIX_WITHDRAWAL_EVENT))
                .hasSize(1);
    }

    @Test
    void whatAVantageHearsFromTheSameAddressIsNoAnnouncementOnTheRequiredSession() {
        ObservedRoute elsewhere = new ObservedRoute(
                route.prefix(),
                0,
                "ris/rrc00",
                route.peerAddress(),
                route.peerAsn(),
                route.asPath(),
                List.of(),
                route.nextHop(),
                route.since(),
                route.routerTime());

        story.apply(new RouteChange.Announced(story.prefix, Story.at(10), elsewhere));

        assertThat(story.told).isEmpty();
        assertThat(story.state.exact()).hasSize(1);
        assertThat(route.peerAsn()).isEqualTo(new Asn(64496));
    }
}
