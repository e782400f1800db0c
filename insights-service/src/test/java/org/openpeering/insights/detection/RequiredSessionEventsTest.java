/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_ACTIVE_PATH;
import static org.openpeering.contract.insights.EventType.PREFIX_ANNOUNCEMENT_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_MORE_SPECIFIC_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_WITHDRAWAL_EVENT;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.BACKUP_SESSION;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.PRIMARY_SESSION;
import static org.openpeering.insights.detection.Story.TRANSIT;
import static org.openpeering.insights.detection.Story.at;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.prefix.SessionRole;

class RequiredSessionEventsTest {
    @Test
    void anAnnouncementOnARequiredSessionIsAMoment() {
        RoutingEvent event = Story.declared().announce(PARTNER, "64496 64500").only(PREFIX_ANNOUNCEMENT_EVENT);
        assertThat(event.status()).isEqualTo(Status.ENDED);
        assertThat(event.level()).isEqualTo(EventLevel.INFORMATION);
        assertThat(event.ended()).isEqualTo(event.firstSeen()).isEqualTo(at(2));
        assertThat(event.vantages()).containsExactly("edge-1|192.0.2.1");
        assertThat(event.summary())
                .isEqualTo("203.0.113.0/24 is announced on the primary session with 192.0.2.1 (AS64496) in Seattle with"
                        + " AS path 64496 64500, seen by edge-1.");
    }

    @Test
    void otherAttributesOnTheSameSessionAreNoAnnouncement() {
        Story story = Story.declared().announce(PARTNER, "64496 64500").then().announce(PARTNER, "64496 64496 64500");
        assertThat(story.told).extracting(RoutingEvent::type).containsExactly(PREFIX_ACTIVE_PATH);
        assertThat(story.routes).hasSize(1);
    }

    @Test
    void aSessionThatIsNotRequiredAnnouncesAndWithdrawsWithoutAnEvent() {
        Story story = Story.declared().announce(TRANSIT, "64498 64500").withdraw(TRANSIT, WithdrawalCause.EXPLICIT);
        assertThat(story.told).isEmpty();
        assertThat(story.routes).hasSize(3);
    }

    @Test
    void aPartOfThePrefixIsNoAnnouncementOfIt() {
        assertThat(Story.declared().announce(PARTNER, "203.0.113.0/25", "64496 64500").told)
                .extracting(RoutingEvent::type)
                .containsExactly(PREFIX_MORE_SPECIFIC_EVENT);
    }

    @Test
    void theDeclarationMayComeAfterTheAnnouncement() {
        Story story = new Story("203.0.113.0/24")
                .announce(PARTNER, "64496 64500")
                .announce(BACKUP, "64497 64500")
                .declare(1, OWNER);
        assertThat(story.only(PREFIX_ANNOUNCEMENT_EVENT).firstSeen()).isEqualTo(at(0));
        assertThat(story.only(PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT).firstSeen())
                .isEqualTo(at(1));
        assertThat(story.then().declare(2, OWNER, 64501L).told).isEmpty();
    }

    @Test
    void aSessionThatBecomesRequiredAnnouncesFromThenOn() {
        Story story = new Story("203.0.113.0/24")
                .declare(1, List.of(PRIMARY_SESSION), OWNER)
                .announce(BACKUP, "64497 64500");
        assertThat(story.told).isEmpty();
        story.declare(2, List.of(PRIMARY_SESSION, BACKUP_SESSION), OWNER);
        assertThat(story.only(PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT).summary())
                .contains("the backup session with 192.0.2.2");
    }

    @ParameterizedTest
    @CsvSource({"EXPLICIT,Explicit,100", "PEER_DOWN,PeerDown,100", "RESYNC,Resync,90", "OUT_OF_SIGHT,OutOfSight,30"})
    void aWithdrawalOpensWithItsCauseAndEndsWithTheNextAnnouncement(
            WithdrawalCause cause, String word, int confidence) {
        Story story = Story.declared().announce(PARTNER, "64496 64500").then().withdraw(PARTNER, cause);
        RoutingEvent opened = story.only(PREFIX_WITHDRAWAL_EVENT);
        assertThat(opened.status()).isEqualTo(Status.OPEN);
        assertThat(opened.level()).isEqualTo(EventLevel.WARNING);
        assertThat(opened.confidence()).isEqualTo(confidence);
        assertThat(opened.summary()).contains("(" + word + ": ").contains("the primary session with 192.0.2.1");
        assertThat(opened.evidence().getFirst().what()).startsWith(word);
        RoutingEvent ended = story.then().announce(PARTNER, "64496 64500").only(PREFIX_WITHDRAWAL_EVENT);
        assertThat(ended.id()).isEqualTo(opened.id());
        assertThat(ended.revision()).isEqualTo(2);
        assertThat(ended.ended()).isEqualTo(at(4));
        assertThat(ended.endCause())
                .isEqualTo("Announced again by 192.0.2.1 (AS64496) on edge-1 at 2026-03-01T12:00:04Z with AS path"
                        + " 64496 64500.");
        assertThat(story.told(PREFIX_ANNOUNCEMENT_EVENT)).hasSize(1);
    }

    @Test
    void aWithdrawalOfOneOfTwoSessionsConcernsThatOneOnly() {
        Story story = Story.declared()
                .announce(PARTNER, "64496 64500")
                .announce(BACKUP, "64497 64500")
                .then()
                .withdraw(BACKUP, WithdrawalCause.PEER_DOWN);
        RoutingEvent event = story.only(PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT);
        assertThat(event.vantages()).containsExactly("edge-2|192.0.2.2");
        assertThat(event.level()).isEqualTo(EventLevel.WARNING);
        assertThat(story.then().announce(PARTNER, "64496 1 64500").told)
                .extracting(RoutingEvent::type)
                .containsExactly(PREFIX_ACTIVE_PATH);
        assertThat(story.state.open()).hasSize(1);
    }

    @Test
    void theSameWithdrawalAgainChangesNothing() {
        Story story = Story.declared().announce(PARTNER, "64496 64500").withdraw(PARTNER, WithdrawalCause.EXPLICIT);
        PrefixState before = story.state;
        assertThat(story.then().withdraw(PARTNER, WithdrawalCause.EXPLICIT).told)
                .isEmpty();
        assertThat(story.state).isEqualTo(before);
    }

    @Test
    void endsWhenTheSessionIsNotRequiredAnyMore() {
        Story story = Story.declared()
                .announce(BACKUP, "64497 64500")
                .withdraw(BACKUP, WithdrawalCause.EXPLICIT)
                .then()
                .declare(2, List.of(PRIMARY_SESSION), OWNER);
        assertThat(story.only(PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT).endCause())
                .isEqualTo("The session with 192.0.2.2 (AS64497) is not required any more, as of revision 2 of the"
                        + " declaration.");
    }

    @Test
    void aWithdrawalStaysWhatItWasToldAsWhenItsSessionBecomesABackup() {
        Story story = Story.declared()
                .announce(PARTNER, "64496 64500")
                .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                .then()
                .declare(2, List.of(PARTNER.required("Seattle", SessionRole.BACKUP)), OWNER);
        assertThat(story.told).isEmpty();
        assertThat(story.announce(PARTNER, "64496 64500")
                        .only(PREFIX_WITHDRAWAL_EVENT)
                        .status())
                .isEqualTo(Status.ENDED);
        assertThat(story.state.open()).isEmpty();
    }
}
