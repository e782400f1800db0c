/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_VISIBILITY_LOSS_EVENT;
import static org.openpeering.insights.detection.Story.at;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.insights.detection.Story.Peer;

class VisibilityLossTest {
    private static final List<Peer> VANTAGES = IntStream.range(0, 10)
            .mapToObj(i -> new Peer("ris/rrc0" + i, "198.51.100." + (i + 1), 64600 + i))
            .toList();

    /** Seen by ten. */
    private static Story seen() {
        Story story = Story.declared();
        VANTAGES.forEach(vantage -> story.announce(vantage, vantage.asn() + " 64500"));
        return story.wait(99).then();
    }

    private static Story lost(int count, WithdrawalCause cause) {
        Story story = seen();
        VANTAGES.subList(0, count).forEach(vantage -> story.withdraw(vantage, cause));
        return story;
    }

    @Test
    void halfOfThemWithoutItForAMinuteIsAnError() {
        Story story = lost(5, WithdrawalCause.EXPLICIT);
        assertThat(story.wait(163).told(PREFIX_VISIBILITY_LOSS_EVENT)).isEmpty();
        RoutingEvent event = story.wait(164).only(PREFIX_VISIBILITY_LOSS_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.ERROR);
        assertThat(event.confidence()).isEqualTo(50);
        assertThat(event.firstSeen()).isEqualTo(at(100));
        assertThat(event.vantages()).hasSize(5).first().isEqualTo("ris/rrc00|198.51.100.1");
        assertThat(event.summary())
                .isEqualTo("203.0.113.0/24 has become invisible to 5 of 10 peers that had it, since"
                        + " 2026-03-01T12:01:40Z; 5 still have it.");
    }

    @Test
    void fewerThanHalfAreNone() {
        assertThat(lost(4, WithdrawalCause.EXPLICIT).wait(1_000).told).isEmpty();
    }

    @Test
    void whoAnnouncesItAgainWithinTheConvergenceIsCountedBack() {
        Story story = lost(10, WithdrawalCause.EXPLICIT);
        VANTAGES.subList(0, 8).forEach(vantage -> story.announce(vantage, vantage.asn() + " 7 64500"));
        assertThat(story.wait(1_000).told(PREFIX_VISIBILITY_LOSS_EVENT)).isEmpty();
    }

    /** A reset of sessions with a full re-send, a feed that is not heard, a table without it that is only inferred. */
    @Test
    void sessionsThatGoDownOrOutOfSightHaveLostNothing() {
        for (WithdrawalCause cause :
                List.of(WithdrawalCause.PEER_DOWN, WithdrawalCause.OUT_OF_SIGHT, WithdrawalCause.RESYNC)) {
            Story story = lost(10, cause);
            assertThat(story.wait(1_000).told(PREFIX_VISIBILITY_LOSS_EVENT))
                    .as(cause.toString())
                    .isEmpty();
            VANTAGES.forEach(vantage -> story.announce(vantage, vantage.asn() + " 64500"));
            assertThat(story.wait(3_000).told(PREFIX_VISIBILITY_LOSS_EVENT)).isEmpty();
        }
    }

    @Test
    void endsWhenNoMoreThanAQuarterIsWithoutIt() {
        Story story = lost(6, WithdrawalCause.EXPLICIT).wait(300).then();
        VANTAGES.subList(0, 3).forEach(vantage -> story.announce(vantage, vantage.asn() + " 64500"));
        assertThat(story.told(PREFIX_VISIBILITY_LOSS_EVENT)).noneMatch(event -> event.status() == Status.ENDED);
        story.announce(VANTAGES.get(3), "64603 64500");
        RoutingEvent ended = story.told(PREFIX_VISIBILITY_LOSS_EVENT).getLast();
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause()).isEqualTo("8 peers have it, 2 peers have lost it.");
    }

    @Test
    void whoHasNotHadItForADayHasNotLostItAnyMore() {
        Story story = lost(10, WithdrawalCause.EXPLICIT).wait(300).then();
        RoutingEvent ended =
                story.wait(90_000).told(PREFIX_VISIBILITY_LOSS_EVENT).getLast();
        assertThat(ended.endCause()).isEqualTo("Those who lost it have been without it for a day.");
        assertThat(story.state.open()).isEmpty();
        assertThat(story.state.memory().losses()).isEqualTo(Losses.NONE);
    }

    @Test
    void theClockAndTheNextMessageTellTheSame() {
        Story clock = lost(6, WithdrawalCause.EXPLICIT).wait(400);
        Story replay = lost(6, WithdrawalCause.EXPLICIT);
        replay.apply(Story.TRANSIT.withdrawal(replay.prefix, replay.prefix, at(400), WithdrawalCause.EXPLICIT));
        assertThat(replay.told).isEqualTo(clock.told).hasSize(1);
    }
}
