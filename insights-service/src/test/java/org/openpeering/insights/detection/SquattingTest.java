/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_SQUATTING_EVENT;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.prefix.RoutingPolicy;

class SquattingTest {
    private static final RoutingPolicy UNUSED =
            new RoutingPolicy(List.of(), List.of(), null, false, List.of(), List.of());

    private static Story unused(Long... legal) {
        return new Story("203.0.113.0/24").declare(1, UNUSED, legal).synced(1);
    }

    @Test
    void whoeverAnnouncesWhatIsNotToBeAnnouncedOrAPartOfItIsTold() {
        Story story = unused().announce(TRANSIT, "64498 64666").announce(TRANSIT, "203.0.113.0/25", "64498 64667");
        assertThat(story.told)
                .extracting(RoutingEvent::type, RoutingEvent::level, RoutingEvent::confidence)
                .containsExactly(
                        tuple(PREFIX_SQUATTING_EVENT, EventLevel.CRITICAL, 85),
                        tuple(PREFIX_SQUATTING_EVENT, EventLevel.CRITICAL, 85));
        assertThat(story.told.getFirst().rule()).isEqualTo("squatting/1");
    }

    @Test
    void thatTheOwnerHimselfDoesIsLessSure() {
        RoutingEvent event = unused(OWNER).announce(PARTNER, "64496 64500").only(PREFIX_SQUATTING_EVENT);
        assertThat(event.confidence()).isEqualTo(65);
        assertThat(event.summary()).startsWith("Suspected squatting: 203.0.113.0/24 is announced with origin AS64500");
    }

    @Test
    void endsWithTheLastWhoCarriesItOrTheDeclaration() {
        assertThat(unused().announce(TRANSIT, "64498 64666")
                        .then()
                        .withdraw(TRANSIT, WithdrawalCause.EXPLICIT)
                        .only(PREFIX_SQUATTING_EVENT)
                        .status())
                .isEqualTo(Status.ENDED);
        Story story = unused().announce(TRANSIT, "64498 64666").then().declare(2, OWNER);
        assertThat(story.told)
                .extracting(RoutingEvent::type, RoutingEvent::status)
                .containsExactlyInAnyOrder(
                        tuple(PREFIX_SQUATTING_EVENT, Status.ENDED), tuple(PREFIX_ORIGIN_AS_CHANGE_EVENT, Status.OPEN));
        assertThat(story.only(PREFIX_SQUATTING_EVENT).endCause())
                .isEqualTo("The prefix may be announced, as of revision 2 of the declaration.");
    }

    @Test
    void anOffenderWithManyPartsHidesNoOther() {
        Story story = new Story("203.0.113.0/24", new Limits(2, 10, 10))
                .declare(1, UNUSED, OWNER)
                .announce(TRANSIT, "203.0.113.0/26", "64498 64666")
                .announce(TRANSIT, "203.0.113.64/26", "64498 64666")
                .then()
                .announce(TRANSIT, "203.0.113.128/26", "64498 64777");
        assertThat(story.told)
                .filteredOn(event -> event.revision() == 1)
                .extracting(event -> event.offendingPrefix().toString())
                .containsExactly("203.0.113.128/26");
    }
}
