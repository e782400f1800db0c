/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.insights.detection.Story.PARTNER;

import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.insights.detection.Story.Peer;

/** What peers of route collectors see, who are no sessions of the network. */
class VantageTest {
    private static final Peer VANTAGE = new Peer("ris/rrc03", "198.51.100.7", 64499);
    /** At an exchange, the partner's address is the same for the network and for the route collector. */
    private static final Peer PARTNER_ELSEWHERE = new Peer("ris/rrc03", PARTNER.address(), PARTNER.asn());

    @Test
    void aHijackThatOnlyTheySeeIsOne() {
        Story story = Story.declared().announce(VANTAGE, "64499 64666");
        RoutingEvent open = story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(open.vantages()).containsExactly("ris/rrc03|198.51.100.7");
        assertThat(open.summary())
                .endsWith("First heard by ris/rrc03 from 198.51.100.7 (AS64499) with AS path 64499 64666; carried by 1"
                        + " vantage.");
        assertThat(open.evidence()).anyMatch(item -> item.what().startsWith("One vantage carries it: "));

        RoutingEvent ended =
                story.then().withdraw(VANTAGE, WithdrawalCause.OUT_OF_SIGHT).only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause()).startsWith("The last vantage to carry it, 198.51.100.7 (AS64499) on ris/rrc03");
    }

    @Test
    void aRequiredSessionIsAnotherOneEvenIfAddressAndNumberAreTheSame() {
        Story story = Story.declared()
                .announce(PARTNER_ELSEWHERE, "64496 64500")
                .withdraw(PARTNER_ELSEWHERE, WithdrawalCause.EXPLICIT);
        assertThat(story.told).isEmpty();

        story.announce(PARTNER, "64496 64500")
                .announce(PARTNER_ELSEWHERE, "64496 64500")
                .then();
        story.withdraw(PARTNER, WithdrawalCause.EXPLICIT);
        assertThat(story.told)
                .extracting(RoutingEvent::type)
                .containsExactlyInAnyOrder(EventType.PREFIX_WITHDRAWAL_EVENT, EventType.PREFIX_ACTIVE_PATH);
        story.then().announce(PARTNER_ELSEWHERE, "64496 64497 64500");
        assertThat(story.told).isEmpty();
    }
}
