/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_ACTIVE_PATH;
import static org.openpeering.contract.insights.EventType.PREFIX_BACKUP_PATH;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.BACKUP_SESSION;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.PRIMARY_SESSION;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Story.Peer;

/** PrefixActivePath and PrefixBackupPath. */
class BestPathTest {
    private static final Peer SECOND_PRIMARY = new Peer("edge-5", "192.0.2.5", 64496);

    private static Story twoPrimaries() {
        return new Story("203.0.113.0/24")
                .declare(
                        1,
                        List.of(
                                PRIMARY_SESSION,
                                SECOND_PRIMARY.required("Chicago", SessionRole.PRIMARY),
                                BACKUP_SESSION),
                        OWNER)
                .synced(1);
    }

    @Test
    void theFirstRouteIsTheActiveOne() {
        RoutingEvent event = Story.declared().announce(PARTNER, "64496 64500").only(PREFIX_ACTIVE_PATH);
        assertThat(event.status()).isEqualTo(Status.ENDED);
        assertThat(event.level()).isEqualTo(EventLevel.INFORMATION);
        assertThat(event.summary())
                .isEqualTo("The active path of 203.0.113.0/24 is now AS path 64496 64500 by 192.0.2.1 (AS64496) on"
                        + " edge-1; there was none before.");
    }

    @Test
    void aShorterPathIsBetterAndALongerOneIsNoNews() {
        Story story = twoPrimaries().announce(PARTNER, "64496 64496 64500").then();
        RoutingEvent event = story.announce(SECOND_PRIMARY, "64496 64500").only(PREFIX_ACTIVE_PATH);
        assertThat(event.summary())
                .contains("is now AS path 64496 64500 by 192.0.2.5")
                .endsWith("; before it was AS path 64496 64496 64500 by 192.0.2.1 (AS64496) on edge-1.");
        story.then().announce(PARTNER, "64496 64496 64496 64500");
        assertThat(story.told).isEmpty();
    }

    @Test
    void whenTheActiveOneGoesTheNextTakesItsPlaceAndThenNone() {
        Story story = twoPrimaries()
                .announce(PARTNER, "64496 64500")
                .announce(SECOND_PRIMARY, "64496 64496 64500")
                .then()
                .withdraw(PARTNER, WithdrawalCause.EXPLICIT);
        assertThat(story.only(PREFIX_ACTIVE_PATH).summary()).contains("is now AS path 64496 64496 64500");
        assertThat(story.then()
                        .withdraw(SECOND_PRIMARY, WithdrawalCause.PEER_DOWN)
                        .only(PREFIX_ACTIVE_PATH)
                        .summary())
                .isEqualTo("203.0.113.0/24 has no active path any more; it was AS path 64496 64496 64500 by 192.0.2.5"
                        + " (AS64496) on edge-5.");
    }

    @Test
    void backupRoutesAreTheirOwnAndOthersAreNone() {
        Story story = Story.declared()
                .announce(PARTNER, "64496 64500")
                .then()
                .announce(BACKUP, "64497 64500")
                .announce(TRANSIT, "64500");
        assertThat(story.only(PREFIX_BACKUP_PATH).summary()).startsWith("The backup path of 203.0.113.0/24 is now");
        assertThat(story.told(PREFIX_ACTIVE_PATH)).isEmpty();
    }

    @Test
    void theDeclarationMayComeAfterTheRouteAndASessionMayChangeItsRole() {
        Story late =
                new Story("203.0.113.0/24").announce(PARTNER, "64496 64500").declare(1, OWNER);
        assertThat(late.only(PREFIX_ACTIVE_PATH).firstSeen()).isEqualTo(Story.at(0));
        late.then().declare(2, List.of(PARTNER.required("Seattle", SessionRole.BACKUP)), OWNER);
        assertThat(late.only(PREFIX_ACTIVE_PATH).summary()).contains("no active path any more");
        assertThat(late.only(PREFIX_BACKUP_PATH).summary()).contains("is now");
    }

    @Test
    void theSameRouteAgainAfterAResetIsTheSamePath() {
        Story story = Story.declared().announce(PARTNER, "64496 64500").then();
        assertThat(story.announce(PARTNER, "64496 64500").table(PARTNER, "203.0.113.0/24").told)
                .isEmpty();
    }
}
