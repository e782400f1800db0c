/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_COVERING_ANNOUNCEMENT_EVENT;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.SECOND;
import static org.openpeering.insights.detection.Story.TRANSIT;

import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.insights.detection.Story.Peer;

class CoveringAnnouncementTest {
    private static final String AROUND = "203.0.112.0/22";
    private static final Peer VANTAGE = new Peer("ris/rrc00", "198.51.100.1", 64498);

    /** Announced for an hour by a network that tells a whole table. */
    private static Story settled() {
        return Story.declared().announce(TRANSIT, "64498 64500").wait(3_600).then();
    }

    @Test
    void aLessSpecificThatIsNewIsAWarning() {
        RoutingEvent event =
                settled().announce(TRANSIT, AROUND, "64498 64666").only(PREFIX_COVERING_ANNOUNCEMENT_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.WARNING);
        assertThat(event.offendingPrefix()).hasToString(AROUND);
        assertThat(event.confidence()).isEqualTo(35);
        assertThat(event.summary())
                .startsWith("Covering announcement: 203.0.112.0/22, which holds the monitored 203.0.113.0/24, is newly"
                        + " announced with origin AS64666; legal is AS64500. First heard by edge-3");
    }

    @Test
    void isMoreCertainWhereNobodyAnnouncesThePrefixItself() {
        RoutingEvent event =
                Story.declared().announce(TRANSIT, AROUND, "64498 64666").only(PREFIX_COVERING_ANNOUNCEMENT_EVENT);
        assertThat(event.confidence()).isEqualTo(55);
    }

    @Test
    void anAggregateThatWasThereBeforeIsNoneNorWhenItComesAgainFromAnybody() {
        Story story = new Story("203.0.113.0/24")
                .declare(1, OWNER)
                .announce(TRANSIT, AROUND, "64498 64666")
                .announce(TRANSIT, "64498 64500")
                .announce(SECOND, "64497 64500")
                .synced(1)
                .wait(3_600);
        story.withdraw(TRANSIT, AROUND, WithdrawalCause.PEER_DOWN)
                .announce(TRANSIT, AROUND, "64498 7 64666")
                .announce(SECOND, AROUND, "64497 64666");
        assertThat(story.told(PREFIX_COVERING_ANNOUNCEMENT_EVENT)).isEmpty();
        assertThat(story.state.others()).isEmpty();
        assertThat(story.announce(TRANSIT, AROUND, "64498 64777").told).hasSize(1);
    }

    @Test
    void oneByALegalOriginIsNone() {
        Story story = settled().announce(TRANSIT, AROUND, "64498 64500");
        assertThat(story.told).isEmpty();
        assertThat(story.state.others()).isEmpty();
    }

    @Test
    void aPeersTableTransferIsNone() {
        Story story = settled()
                .announce(SECOND, AROUND, "64497 64666")
                .announce(SECOND, "64497 64500")
                .announce(SECOND, "203.0.0.0/16", "64497 64667");
        assertThat(story.told(PREFIX_COVERING_ANNOUNCEMENT_EVENT)).isEmpty();
        assertThat(story.wait(7_200).announce(SECOND, AROUND, "64497 64666").told(PREFIX_COVERING_ANNOUNCEMENT_EVENT))
                .as("heard of whom the prefix is known")
                .hasSize(1);
    }

    @Test
    void aVantageTellsWithinADayWhatWasThere() {
        Story story = settled().announce(VANTAGE, "64498 64500").wait(7_200);
        assertThat(story.then().announce(VANTAGE, AROUND, "64498 64666").told).isEmpty();
        assertThat(story.wait(90_000).announce(VANTAGE, AROUND, "64498 64777").told)
                .hasSize(1);
    }

    @Test
    void endsWhenItIsWithdrawnReplacedByALegalOneOrDeclaredLegal() {
        assertThat(settled()
                        .announce(TRANSIT, AROUND, "64498 64666")
                        .then()
                        .withdraw(TRANSIT, AROUND, WithdrawalCause.EXPLICIT)
                        .only(PREFIX_COVERING_ANNOUNCEMENT_EVENT)
                        .status())
                .isEqualTo(Status.ENDED);
        Story replaced =
                settled().announce(TRANSIT, AROUND, "64498 64666").then().announce(TRANSIT, AROUND, "64498 64500");
        assertThat(replaced.only(PREFIX_COVERING_ANNOUNCEMENT_EVENT).endCause())
                .contains("replaced it by a route with origin AS64500");
        assertThat(replaced.state.others()).isEmpty();
        assertThat(settled()
                        .announce(TRANSIT, AROUND, "64498 64666")
                        .then()
                        .declare(2, OWNER, 64666L)
                        .only(PREFIX_COVERING_ANNOUNCEMENT_EVENT)
                        .endCause())
                .isEqualTo("The origin AS64666 was declared legal, as of revision 2 of the declaration.");
    }

    @Test
    void anotherPathOfTheSameIsHeldAndTellsNothing() {
        Story story = settled()
                .announce(TRANSIT, AROUND, "64498 64666")
                .announce(TRANSIT, "64498 7 64500")
                .then()
                .announce(TRANSIT, AROUND, "64498 7 64666");
        assertThat(story.told).isEmpty();
        assertThat(story.state.open()).hasSize(1);
        assertThat(story.state.others()).hasSize(1);
    }

    @Test
    void whatDoesNotHoldItConcernsItNot() {
        Story story = settled();
        PrefixState before = story.state;
        assertThat(story.announce(TRANSIT, "203.0.114.0/23", "64498 64666").told)
                .isEmpty();
        assertThat(story.state).isEqualTo(before);
        assertThat(story.announce(PARTNER, "203.0.113.0/24", "64496 64500").told)
                .isNotEmpty();
    }
}
