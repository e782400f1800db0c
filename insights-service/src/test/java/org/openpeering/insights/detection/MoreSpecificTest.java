/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_MORE_SPECIFIC_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.prefix.RoutingPolicy;

class MoreSpecificTest {
    private static final String PART = "203.0.113.128/25";

    private static RoutingPolicy upTo(int longest) {
        return new RoutingPolicy(List.of(), List.of(), longest, true, List.of(), List.of());
    }

    @Test
    void aNewPartByALegalOriginIsInformationAndNoHijack() {
        Story story = Story.declared().announce(TRANSIT, PART, "64498 64500");
        RoutingEvent event = story.only(PREFIX_MORE_SPECIFIC_EVENT);
        assertThat(story.told).hasSize(1);
        assertThat(event.level()).isEqualTo(EventLevel.INFORMATION);
        assertThat(event.offendingPrefix()).hasToString(PART);
        assertThat(event.evidence().getFirst().what()).isEqualTo("No more-specific is declared to be expected.");
    }

    @Test
    void saysWhetherItIsLongerThanExpected() {
        Story story = new Story("203.0.113.0/24").declare(1, upTo(25), OWNER).synced(1);
        assertThat(story.announce(TRANSIT, PART, "64498 64500")
                        .only(PREFIX_MORE_SPECIFIC_EVENT)
                        .summary())
                .doesNotContain("longer");
        RoutingEvent longer = story.then()
                .announce(TRANSIT, "203.0.113.192/26", "64498 64500")
                .only(PREFIX_MORE_SPECIFIC_EVENT);
        assertThat(longer.summary()).contains("longer than the expected /25");
        assertThat(longer.level()).isEqualTo(EventLevel.INFORMATION);
    }

    @Test
    void whatWasThereBeforeThePrefixWasWatchedIsNothingNewNorWhenItComesAgain() {
        Story story = new Story("203.0.113.0/24")
                .announce(TRANSIT, PART, "64498 64500")
                .declare(1, OWNER)
                .announce(TRANSIT, "203.0.113.0/25", "64498 64500")
                .synced(1);
        assertThat(story.told).isEmpty();
        story.withdraw(TRANSIT, PART, WithdrawalCause.PEER_DOWN).announce(BACKUP, PART, "64497 64500");
        assertThat(story.told).isEmpty();
        assertThat(story.announce(TRANSIT, "203.0.113.0/26", "64498 64500").told)
                .hasSize(1);
    }

    @Test
    void theOwnersDeaggregationDuringAHijackIsNoOtherOne() {
        Story story = Story.declared()
                .announce(TRANSIT, PART, "64498 64666")
                .announce(TRANSIT, "203.0.113.128/26", "64498 64500")
                .announce(TRANSIT, "203.0.113.192/26", "64498 64500");
        assertThat(story.told(PREFIX_SUB_PREFIX_HIJACK_EVENT)).hasSize(1);
        assertThat(story.told(PREFIX_MORE_SPECIFIC_EVENT))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.level()).isEqualTo(EventLevel.INFORMATION));
    }

    @Test
    void whoElseCarriesItIsSaidWithTheNextChangeAlone() {
        Story story = Story.declared().announce(TRANSIT, PART, "64498 64500").then();
        assertThat(story.announce(BACKUP, PART, "64497 64500").told).isEmpty();
        story.withdraw(TRANSIT, PART, WithdrawalCause.EXPLICIT);
        assertThat(story.told).isEmpty();
        RoutingEvent ended =
                story.withdraw(BACKUP, PART, WithdrawalCause.EXPLICIT).only(PREFIX_MORE_SPECIFIC_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.revision()).isEqualTo(2);
    }

    @Test
    void anOriginThatIsNotLegalAnyMoreIsAHijack() {
        Story story =
                Story.declared().announce(TRANSIT, PART, "64498 64500").then().declare(2, 64501L);
        assertThat(story.only(PREFIX_MORE_SPECIFIC_EVENT).endCause())
                .isEqualTo("The origin AS64500 is not legal any more, as of revision 2 of the declaration.");
        assertThat(story.only(PREFIX_SUB_PREFIX_HIJACK_EVENT).status()).isEqualTo(Status.OPEN);
    }
}
