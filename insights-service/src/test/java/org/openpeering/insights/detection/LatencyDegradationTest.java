/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_LATENCY_DEGRADATION_EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.insights.quality.LatencyWindow;

class LatencyDegradationTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** A week at 20 ms, and then what there is. */
    private static Surveyed usual() {
        return Surveyed.somewhere()
                .announce(Surveyed.PRIMARY, Surveyed.PATH)
                .site("Seattle", 20)
                .week();
    }

    @Test
    void opensAfterAQuarterOfAnHourAboveWhatIsUsualAndNamesWhatWouldBeSaved() {
        Surveyed way = usual().site("Ashburn", 70).week().site("Seattle", 45).measure(QUARTER);
        assertThat(way.news()).isEmpty();

        way.measure(Duration.ofMinutes(5));

        RoutingEvent event = way.news().getFirst();
        assertThat(event.type()).isEqualTo(PREFIX_LATENCY_DEGRADATION_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.WARNING);
        assertThat(event.rule()).isEqualTo("latency-degradation/1");
        assertThat(event.vantages()).containsExactly("Seattle|agent");
        assertThat(event.confidence()).isEqualTo(90);
        assertThat(event.summary())
                .isEqualTo("Packets between Seattle and 203.0.113.0/24 take 45.0 ms, where 20.0 ms are usual at this"
                        + " hour.");
        assertThat(event.evidence().stream().filter(item -> item.source().equals("saving")))
                .first()
                .extracting(RoutingEvent.Evidence::what)
                .isEqualTo("25.0 ms would be saved.");
    }

    @Test
    void endsHalfAnHourAfterItIsNearWhatIsUsual() {
        Surveyed way =
                usual().site("Seattle", 45).measure(Duration.ofMinutes(30)).site("Seattle", 29);
        way.news();

        way.measure(Duration.ofMinutes(28));
        assertThat(way.open(PREFIX_LATENCY_DEGRADATION_EVENT)).hasSize(1);
        way.measure(Duration.ofMinutes(10));

        assertThat(way.open(PREFIX_LATENCY_DEGRADATION_EVENT)).isEmpty();
        assertThat(way.news().getLast().status()).isEqualTo(Status.ENDED);
    }

    @Test
    void betweenTheBoundAndHalfOfItGoesOn() {
        Surveyed way =
                usual().site("Seattle", 45).measure(Duration.ofMinutes(30)).site("Seattle", 33);
        assertThat(way.measure(Duration.ofHours(2)).open(PREFIX_LATENCY_DEGRADATION_EVENT))
                .hasSize(1);
    }

    @Test
    void whatIsNotMeasuredForADayEndsAndSaysThatNobodyKnows() {
        Surveyed way = usual().site("Seattle", 45).measure(Duration.ofMinutes(30));
        assertThat(way.wait(Duration.ofHours(23)).open(PREFIX_LATENCY_DEGRADATION_EVENT))
                .hasSize(1);

        way.wait(Duration.ofHours(2));

        assertThat(way.news().getLast().endCause())
                .isEqualTo("Nothing has been measured for a day: whether it goes on is not known.");
    }

    @Test
    void withoutADayBeforeNothingIsUsual() {
        Surveyed way = Surveyed.somewhere()
                .site("Seattle", 20)
                .measure(Duration.ofHours(20))
                .site("Seattle", 90);
        assertThat(way.measure(Duration.ofHours(2)).news()).isEmpty();
    }

    @Test
    void aDailyRhythmIsUsual() {
        Surveyed way = Surveyed.somewhere()
                .site("Seattle", minute -> 60 + 40 * Math.sin(2 * Math.PI * minute / 1440))
                .week();
        assertThat(way.measure(Duration.ofDays(2)).news()).isEmpty();
    }

    @Test
    void anAgentThatMovedIsNoChangeOfTheWay() {
        Surveyed way = usual();
        way.agents = List.of("agent-2");
        assertThat(way.site("Seattle", 60).measure(Duration.ofHours(6)).news()).isEmpty();
    }

    @Test
    void oneOfTwoAgentsThatIsGoneLeavesWhatIsUsual() {
        Surveyed way = usual();
        way.agents = List.of("agent-1", "agent-2");
        way.measure(Duration.ofMinutes(2));
        way.agents = List.of("agent-2");
        assertThat(way.site("Seattle", 60).measure(Duration.ofHours(1)).news()).isNotEmpty();
    }

    @Test
    void anotherAgentThatMeasuresTheSameStillTells() {
        Surveyed way = usual();
        way.agents = List.of("agent-2");
        way.measure(Duration.ofHours(2));
        assertThat(way.site("Seattle", 60).measure(Duration.ofHours(1)).news()).isNotEmpty();
    }

    @Test
    void anAgentThatWentToAnotherSiteBeginsAnew() {
        Surveyed way = usual();
        way.sites.clear();
        assertThat(way.site("Ashburn", 80).measure(Duration.ofHours(6)).news()).isEmpty();
    }

    @Test
    void aSiteWithThreeSamplesSaysNothing() {
        Surveyed way = usual();
        way.samples = 1;
        way.site("Seattle", 90);
        for (int i = 0; i < 3; i++) {
            way.measure(Duration.ofMinutes(1));
            way.now = way.now.plus(Duration.ofMinutes(4));
        }
        assertThat(way.wait(Duration.ofHours(1)).news()).isEmpty();
    }

    @Test
    void aSiteThatMeasuresOnceAMinuteSaysNothing() {
        Surveyed way = usual();
        way.samples = 1;
        assertThat(way.site("Seattle", 90).measure(Duration.ofHours(1)).news()).isEmpty();
    }

    @Test
    void aClockThatIsSteppedMakesNothing() {
        Surveyed way = usual();
        for (int minute = 0; minute < 60; minute++) {
            way.window("Seattle", way.now.plus(Duration.ofHours(3)), 90);
            way.window("Seattle", way.now.minus(Duration.ofHours(3)), 90);
            way.window("Seattle", way.now, 20);
            way.now = way.now.plusSeconds(60);
        }
        assertThat(way.news()).isEmpty();
    }

    @Test
    void impossibleTimesCountForNothing() {
        Surveyed way = usual();
        for (int minute = 0; minute < 60; minute++) {
            for (double odd : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e9}) {
                way.window(new LatencyWindow(
                        Surveyed.PREFIX, "Seattle", "agent", way.now, way.agents, 10, odd, odd, odd, 0));
            }
            way.window("Seattle", way.now, 20);
            way.now = way.now.plusSeconds(60);
        }
        assertThat(way.news()).isEmpty();
    }

    @Test
    void aTargetThatAnswersSlowlyByItselfIsNothingOfTheWay() {
        Surveyed way =
                Surveyed.somewhere().site("Seattle", 20).site("Ashburn", 75).week();
        assertThat(way.site("Seattle", 60)
                        .site("Ashburn", 112)
                        .measure(Duration.ofHours(2))
                        .news())
                .isEmpty();
    }

    @Test
    void withinAMaintenanceWindowItIsInformation() {
        Surveyed way = usual();
        Instant from = way.now;
        way.maintained(from, from.plus(Duration.ofHours(1))).site("Seattle", 60).measure(Duration.ofMinutes(50));
        assertThat(way.news())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.level()).isEqualTo(EventLevel.INFORMATION));

        way.measure(Duration.ofMinutes(20));

        assertThat(way.news().getLast().level()).isEqualTo(EventLevel.WARNING);
    }

    @Test
    void aFewBadMinutesAreNoEvent() {
        Surveyed way = usual().site("Seattle", minute -> minute % 20 < 10 ? 20 : 90);
        assertThat(way.measure(Duration.ofHours(2)).news()).isEmpty();
    }

    @Test
    void twoPrefixesLivesAreTheSameWhenTheyAreReplayed() {
        List<RoutingEvent> first =
                usual().site("Seattle", 45).measure(Duration.ofHours(1)).news();
        assertThat(usual().site("Seattle", 45).measure(Duration.ofHours(1)).news())
                .isEqualTo(first);
    }
}
