/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_ACTIVE_PATH;
import static org.openpeering.contract.insights.EventType.PREFIX_AS_PATH_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_FLAPPING_EVENT;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.TRANSIT;
import static org.openpeering.insights.detection.Story.at;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.IpPrefix;

/** What the best primary route does as time goes on: another path that stays, and flapping. */
class CourseTest {
    private static final String A = "64496 64500";
    private static final String B = "64496 64777 64500";

    private static Story announced() {
        return Story.declared().announce(PARTNER, A).wait(600).then();
    }

    @Test
    void anotherPathIsToldOnceItHasStayedForTwoMinutes() {
        Story story = announced().announce(PARTNER, B).wait(720);
        assertThat(story.told(PREFIX_AS_PATH_CHANGE_EVENT)).isEmpty();
        RoutingEvent event = story.wait(721).only(PREFIX_AS_PATH_CHANGE_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.INFORMATION);
        assertThat(event.status()).isEqualTo(Status.ENDED);
        assertThat(event.firstSeen()).isEqualTo(at(721));
        assertThat(event.summary())
                .isEqualTo("203.0.113.0/24 has come through AS64496, AS64777 and AS64500 since 2026-03-01T12:10:01Z,"
                        + " heard from 192.0.2.1 (AS64496) on edge-1; before it came through AS64496 and AS64500.");
        assertThat(story.then().wait(100_000).told).isEmpty();
    }

    @Test
    void theNextMessageTellsTheSameUnderTheSameIdAsTheClock() {
        Story clock = announced().announce(PARTNER, B).wait(5_000);
        Story replay = announced().announce(PARTNER, B);
        replay.apply(TRANSIT.withdrawal(
                replay.prefix, IpPrefix.parse("203.0.113.0/26"), at(5_000), WithdrawalCause.EXPLICIT));
        assertThat(replay.told).isEqualTo(clock.told);
        assertThat(replay.state).isEqualTo(clock.state);
    }

    @Test
    void whatGoesBackWithinTwoMinutesPrependsOrIsOfOthersIsNoOtherPath() {
        assertThat(announced()
                        .announce(PARTNER, B)
                        .announce(PARTNER, A)
                        .announce(BACKUP, "64497 7 64500")
                        .wait(2_000)
                        .told(PREFIX_AS_PATH_CHANGE_EVENT))
                .isEmpty();
        assertThat(announced()
                        .announce(PARTNER, "64496 64496 64496 64500")
                        .wait(2_000)
                        .told(PREFIX_AS_PATH_CHANGE_EVENT))
                .isEmpty();
        assertThat(announced()
                        .withdraw(PARTNER, WithdrawalCause.PEER_DOWN)
                        .wait(2_000)
                        .announce(PARTNER, A)
                        .wait(4_000)
                        .told(PREFIX_AS_PATH_CHANGE_EVENT))
                .as("a session reset with full re-send")
                .isEmpty();
    }

    private static Story flapping(int changes, int seconds) {
        Story story = announced();
        for (int i = 0; i < changes; i++) {
            story.wait(1_000 + i * seconds).announce(PARTNER, i % 2 == 0 ? B : A);
        }
        return story;
    }

    @Test
    void thereAndBackThreeTimesInAQuarterOfAnHourFlaps() {
        assertThat(flapping(5, 60).told(PREFIX_FLAPPING_EVENT)).isEmpty();
        RoutingEvent event = flapping(6, 60).only(PREFIX_FLAPPING_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.WARNING);
        assertThat(event.status()).isEqualTo(Status.OPEN);
        assertThat(event.firstSeen()).isEqualTo(at(1_001));
        assertThat(event.summary())
                .isEqualTo("The active path of 203.0.113.0/24 flaps: it has changed 6 times since"
                        + " 2026-03-01T12:16:41Z.");
        assertThat(flapping(6, 200).told(PREFIX_FLAPPING_EVENT)).isEmpty();
    }

    @Test
    void moreThanTenChangesAnHourFlapWhateverThePaths() {
        Story story = announced();
        for (int i = 0; i < 10; i++) {
            story.wait(1_000 + i * 300).announce(PARTNER, "64496 " + (100 + i) + " 64500");
        }
        assertThat(story.told(PREFIX_FLAPPING_EVENT)).isEmpty();
        story.wait(4_000).announce(PARTNER, A);
        assertThat(story.only(PREFIX_FLAPPING_EVENT).evidence().getFirst().what())
                .contains("changed 11 times");
    }

    @Test
    void endsWhenItHasBeenQuietForHalfAnHour() {
        Story story = flapping(8, 60).then();
        assertThat(story.wait(1_421 + 1_799).told(PREFIX_FLAPPING_EVENT)).isEmpty();
        RoutingEvent ended = story.wait(1_421 + 1_800).only(PREFIX_FLAPPING_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause()).isEqualTo("The path has not changed since 2026-03-01T12:23:41Z.");
        assertThat(story.then().announce(PARTNER, B).told(PREFIX_FLAPPING_EVENT))
                .isEmpty();
    }

    @Test
    void whileItFlapsThatIsToldInsteadOfEachPathAndAfterwardsWhatItIs() {
        Story story = flapping(20, 60);
        assertThat(story.told(PREFIX_ACTIVE_PATH)).hasSize(5);
        assertThat(story.then().wait(20_000).only(PREFIX_ACTIVE_PATH).summary())
                .isEqualTo(
                        "The active path of 203.0.113.0/24 is AS path 64496 64500 by 192.0.2.1 (AS64496) on edge-1, and"
                                + " does not flap any more.");
    }

    @Test
    void theBackupRouteFlapsByItself() {
        Story story = Story.declared().announce(PARTNER, A).announce(BACKUP, "64497 64500");
        for (int i = 0; i < 6; i++) {
            story.wait(1_000 + i * 60).announce(BACKUP, i % 2 == 0 ? "64497 64777 64500" : "64497 64500");
        }
        RoutingEvent event = story.only(PREFIX_FLAPPING_EVENT);
        assertThat(event.rule()).isEqualTo("backup-flapping/1");
        assertThat(event.summary()).startsWith("The backup path of 203.0.113.0/24 flaps:");
        assertThat(story.then().wait(20_000).only(PREFIX_FLAPPING_EVENT).status())
                .isEqualTo(Status.ENDED);
    }

    @Test
    void whatItCountsIsToldAgainWhenItHasDoubled() {
        List<RoutingEvent> told = flapping(17, 60).told(PREFIX_FLAPPING_EVENT);
        assertThat(told).extracting(RoutingEvent::revision).containsExactly(1L, 2L, 3L);
        assertThat(told)
                .extracting(event -> event.evidence().getFirst().what().replaceAll("\\D*(\\d+) times.*", "$1"))
                .containsExactly("6", "8", "16");
    }

    @Test
    void aDeclarationThatMakesAnotherRouteTheBestIsNoChangeOfTheRoute() {
        Story story = announced();
        for (int revision = 2; revision < 20; revision++) {
            story.declare(revision, revision % 2 == 0 ? List.of() : List.of(Story.PRIMARY_SESSION), Story.OWNER);
        }
        assertThat(story.told(PREFIX_FLAPPING_EVENT)).isEmpty();
    }
}
