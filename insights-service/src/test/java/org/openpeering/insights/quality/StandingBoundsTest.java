/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;

class StandingBoundsTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");

    private static final List<String> AGENTS =
            List.of("agent-1", "agent-2", "agent-3", "agent-4", "agent-5", "agent-6");

    private static LatencyWindow window(String site, Instant minute, double median) {
        return new LatencyWindow(PREFIX, site, "agent", minute, AGENTS, 10, median, median, median, 0);
    }

    /** Bytes of what a series keeps, its three objects, five arrays and names, in a heap of less than 32 GB. */
    private static long bytes(Series series) {
        long cells = 2L
                * (series.recent().medians().length
                        + series.recent().counts().length
                        + series.hours().medians().length
                        + series.hours().least().length
                        + series.hours().counts().length);
        return cells + 5 * 16 + 3 * 32 + 112L * series.agents().size();
    }

    @Test
    void neverKeepsMoreThanItsBound() {
        Standing standing = Standing.NOTHING;
        for (int site = 0; site < 200; site++) {
            for (int minute = 0; minute < 3; minute++) {
                Instant at = START.plus(Duration.ofMinutes(minute));
                LatencyWindow window = window("site-" + site, at, 20);
                if (standing.endsMinute(window)) {
                    standing = standing.takenIn();
                }
                standing = standing.with(window, at.plusSeconds(60));
            }
        }
        standing = standing.takenIn();
        assertThat(standing.measured().series()).hasSizeLessThanOrEqualTo(Measured.MOST);
        long all = standing.measured().series().values().stream()
                .mapToLong(StandingBoundsTest::bytes)
                .sum();
        assertThat(all / standing.measured().series().size()).isLessThan(1_300);
    }

    @Test
    void aPathThatChangesEveryMinuteLeavesABoundedHistory() {
        PathLengths lengths = PathLengths.NONE;
        Random random = new Random(1);
        Instant at = START;
        for (int i = 0; i < 60_000; i++) {
            at = at.plusSeconds(60);
            lengths = lengths.moved(1 + random.nextInt(40), at);
        }
        assertThat(lengths.spent().length).isLessThanOrEqualTo(28 * 6);
    }

    @Test
    void theUsualLengthIsThatOfMostOfTheTime() {
        PathLengths lengths = PathLengths.NONE
                .moved(2, START)
                .moved(5, START.plus(Duration.ofDays(3)))
                .moved(3, START.plus(Duration.ofDays(4)));
        assertThat(lengths.usual(START.plus(Duration.ofDays(6)))).isEqualTo(2);
        assertThat(lengths.usual(START.plus(Duration.ofDays(8)))).isEqualTo(3);
        assertThat(lengths.usual(START.plus(Duration.ofDays(33)))).isEqualTo(3);
    }

    @Test
    void theMedianIsThatOfAllSamples() {
        Recent recent = Recent.NOTHING.with(100, 10, 1).with(101, 20, 1).with(103, 30, 10);
        assertThat(recent.median(103, 5)).isEqualTo(30);
        assertThat(recent.median(102, 5)).isEqualTo(10);
        assertThat(recent.minutes(103, 3)).isEqualTo(2);
        assertThat(recent.median(200, 5)).isNaN();
        assertThat(recent.with(163, 5, 1).samples(163, 60)).isEqualTo(1);
    }

    @Test
    void theBaselineIsTheMedianOfTheSameHourOfSevenDays() {
        Hours hours = Hours.NOTHING.measured(0, 1, 1);
        for (int day = 0; day < 9; day++) {
            for (int hour = 0; hour < 24; hour++) {
                hours = hours.measured(day * 24L + hour, hour, 60).closed(day * 24L + hour, 10.0 * day + hour, 60);
            }
        }
        // Of the days 2 to 8.
        assertThat(hours.baseline(9 * 24 + 3)).isEqualTo(53);
        assertThat(hours.days(9 * 24 + 3)).isEqualTo(7);
        assertThat(hours.least(8 * 24 + 23)).isZero();
        assertThat(hours.least(9 * 24 + 2)).isEqualTo(3);
    }

    @Test
    void lightNeedsAMillisecondForEachHundredKilometresThereAndBack() {
        GeoPosition frankfurt = new GeoPosition(50.1109, 8.6821, 0);
        GeoPosition newYork = new GeoPosition(40.7128, -74.006, 100);
        assertThat(frankfurt.kilometresTo(newYork)).isCloseTo(6_200, within(20.0));
        assertThat(frankfurt.roundTrip(newYork)).isCloseTo(61, within(0.3));
        assertThat(frankfurt.doubt(newYork)).isEqualTo(1);
    }
}
