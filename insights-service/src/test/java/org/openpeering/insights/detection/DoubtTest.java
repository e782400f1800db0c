/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.insights.detection.Story.PARTNER;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.insights.detection.Story.Peer;

/** What vantages told before their feed had a gap: it stands, says that it is in doubt, and ends within a bound. */
class DoubtTest {
    private static final Peer FIRST = new Peer("ris/rrc03", "198.51.100.7", 64499);
    private static final Peer SECOND = new Peer("ris/rrc21", "198.51.100.8", 64498);
    private static final String HIJACK = "64499 64666";

    private final Story story = Story.declared();

    private static Speaker by(int epoch) {
        return new Speaker("insights-1", ChronoUnit.MICROS.between(Instant.EPOCH, Story.at(epoch)));
    }

    private Story announce(Peer peer, int at, String path, Speaker by) {
        return story.apply(new RouteChange.Announced(
                story.prefix, Story.at(at), peer.route(story.prefix, Story.at(at), path), by));
    }

    private Story withdraw(Peer peer, int at, Speaker by) {
        RouteChange.Withdrawn gone =
                peer.withdrawal(story.prefix, story.prefix, Story.at(at), WithdrawalCause.EXPLICIT);
        return story.apply(
                new RouteChange.Withdrawn(story.prefix, gone.arrived(), gone.id(), gone.peerAsn(), gone.cause(), by));
    }

    private Story gap(int at, @Nullable Integer outOfSight, Speaker by) {
        return story.then()
                .apply(new RouteChange.FeedGap(
                        story.prefix, Story.at(at), "ris", outOfSight == null ? null : Story.at(outOfSight), by));
    }

    private RoutingEvent only() {
        return story.only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
    }

    @Test
    void anEventThatOnlyDoubtedVantagesCarryGoesOnAndIsLessSure() {
        announce(FIRST, 10, HIJACK, by(5));
        announce(SECOND, 11, HIJACK, by(5));
        int before = story.told.getLast().confidence();
        gap(20, null, by(20));

        RoutingEvent open = only();
        assertThat(open.status()).isEqualTo(Status.OPEN);
        assertThat(open.confidence()).isEqualTo(before - 10);
        assertThat(open.evidence())
                .anyMatch(
                        item -> item.what()
                                .equals(
                                        "The feed had a gap at " + Story.at(20)
                                                + ": 2 vantages have not told of it since, and whether they still carry it is not known."));
    }

    @Test
    void whatIsToldAgainIsInDoubtNoLonger() {
        announce(FIRST, 10, HIJACK, by(5));
        int before = story.told.getLast().confidence();
        gap(20, null, by(20));
        story.then();
        announce(FIRST, 30, HIJACK, by(20));

        assertThat(only().confidence()).isEqualTo(before);
        assertThat(only().evidence()).noneMatch(item -> item.what().contains("gap"));
        assertThat(gap(40, 20, by(20)).told).isEmpty();
        assertThat(announce(FIRST, 41, HIJACK, by(20)).told).isEmpty();
    }

    @Test
    void whatIsNotEndsAndSaysThatNobodyKnows() {
        announce(FIRST, 10, HIJACK, by(5));
        announce(SECOND, 25, HIJACK, by(20));
        gap(40, 20, by(20));
        assertThat(only().vantages()).containsExactly("ris/rrc21|198.51.100.8");

        gap(50, 45, by(45));
        assertThat(only().status()).isEqualTo(Status.ENDED);
        assertThat(only().endCause())
                .isEqualTo("The last vantage to carry it, 198.51.100.8 (AS64498) on ris/rrc21, went out of sight at "
                        + Story.at(50) + ": it was last heard of it at " + Story.at(25)
                        + ". Whether it still carries it is not known.");
        assertThat(story.state.exact()).isEmpty();
    }

    @Test
    void aWithdrawalAfterTheGapCounts() {
        announce(FIRST, 10, HIJACK, by(5));
        gap(20, null, by(20));
        story.then();

        assertThat(withdraw(FIRST, 30, by(20))
                        .only(PREFIX_ORIGIN_AS_CHANGE_EVENT)
                        .endCause())
                .contains("lost it at");
    }

    @Test
    void whoReadTheFeedBeforeIsNotHeardAnyMore() {
        announce(FIRST, 10, HIJACK, by(5));
        gap(20, null, by(20));
        story.then();

        // Of the same route collector and of another one.
        assertThat(withdraw(FIRST, 21, by(5)).told).isEmpty();
        assertThat(announce(SECOND, 22, HIJACK, by(5)).told).isEmpty();
        assertThat(story.state.exact()).hasSize(1);
    }

    @Test
    void aGapIsOfVantagesAloneAndTellingItTwiceTellsNothing() {
        story.announce(PARTNER, "64496 64666").then();
        announce(FIRST, 10, HIJACK, by(5));
        assertThat(gap(20, 19, by(20)).only(PREFIX_ORIGIN_AS_CHANGE_EVENT).vantages())
                .containsExactly("edge-1|192.0.2.1");
        assertThat(gap(21, 19, by(20)).told).isEmpty();
        assertThat(story.state.exact()).hasSize(1);
    }
}
