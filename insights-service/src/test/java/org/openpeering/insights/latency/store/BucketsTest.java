/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.latency.store.QueryRepository.Numbered;
import org.openpeering.insights.latency.store.QueryRepository.Sum;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.Segment;

class BucketsTest {
    private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Numbered> SERIES = List.of(
            series(7, "203.0.113.0/25", "Paris"),
            series(8, "203.0.113.0/25", "Frankfurt"),
            series(9, "203.0.113.128/25", "Paris"));

    private static Numbered series(int number, String prefix, String site) {
        return new Numbered(
                number, SeriesKey.ofPrefix(IpPrefix.parse(prefix), site, SampleSource.AGENT, ProbeClass.ROUND_TRIP));
    }

    private static Sum sum(int series, Instant at, long micros) {
        return new Sum(series, at, measured(micros).row());
    }

    private static Measured measured(long micros) {
        Measured measured = new Measured();
        measured.add(1, new long[] {micros});
        return measured;
    }

    @Test
    void groupsAreInTheOrderInWhichTheyAreTold() {
        Groups bySite = Groups.of(Selector.Kind.SHOWN_PREFIX, SERIES, Set.of(By.SITE));
        assertThat(bySite.ofSeries()).isEqualTo(Map.of(7, 1, 8, 0, 9, 1));

        Groups shown = Groups.of(Selector.Kind.SHOWN_PREFIX, SERIES, Set.of(By.SUBJECT));
        assertThat(shown.ofSeries()).isEqualTo(Map.of(7, 0, 8, 0, 9, 0));
        assertThat(shown.point(0, NOON, measured(1_000).summary()).subject()).isEqualTo("203.0.113.0/24");

        Groups registered = Groups.of(Selector.Kind.REGISTERED_PREFIX, SERIES, Set.of(By.SUBJECT));
        assertThat(registered.ofSeries()).isEqualTo(Map.of(7, 0, 8, 0, 9, 1));
    }

    @Test
    void aBucketIsHandedOnWhenNothingMoreCanComeToIt() {
        Groups all = Groups.of(Selector.Kind.SHOWN_PREFIX, SERIES, Set.of());
        Buckets<?, List<LatencyPoint>> buckets = new Buckets<>(all, HOUR, Collectors.toList());

        assertThat(buckets.add(List.of(sum(7, NOON, 1_000)), NOON.plus(Duration.ofMinutes(40))))
                .isTrue();
        assertThat(buckets.add(List.of(sum(7, NOON, 3_000)), NOON.plus(HOUR))).isFalse();
        assertThat(buckets.add(
                        List.of(sum(7, NOON.plus(HOUR), 5_000)), NOON.plus(HOUR).plus(Duration.ofMinutes(5))))
                .isTrue();

        List<LatencyPoint> points = buckets.all();
        assertThat(points).extracting(LatencyPoint::at).containsExactly(NOON, NOON.plus(HOUR));
        assertThat(points)
                .extracting(
                        point -> point.summary().samples(),
                        point -> point.summary().max())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, 3.0), org.assertj.core.groups.Tuple.tuple(1L, 5.0));
    }

    @Test
    void totalsAreOfTheGroupsOfSeries() {
        Totals sites = new Totals(Groups.of(Selector.Kind.SHOWN_PREFIX, SERIES, Set.of(By.SITE)));
        sites.add(Map.of(7, measured(1_000), 8, measured(2_000)));
        sites.add(Map.of(9, measured(3_000)));

        assertThat(sites.points(NOON)).extracting(LatencyPoint::site).containsExactly("Frankfurt", "Paris");
        assertThat(sites.points(NOON))
                .extracting(point -> point.summary().max())
                .containsExactly(2.0, 3.0);
        assertThat(new Totals(Groups.of(Selector.Kind.SHOWN_PREFIX, List.of(), Set.of())).points(NOON))
                .isEmpty();
    }

    @Test
    void aSegmentIsCutIntoPartsThatFollowEachOther() {
        Segment day = new Segment(Level.HOUR, NOON, NOON.plus(Duration.ofHours(24)));
        assertThat(day.rows()).isEqualTo(24);
        List<Segment> parts = day.cut(10);
        assertThat(parts).extracting(Segment::rows).containsExactly(10L, 10L, 4L);
        assertThat(parts.getFirst().from()).isEqualTo(NOON);
        assertThat(parts.get(1).from()).isEqualTo(parts.getFirst().to());
        assertThat(parts.getLast().to()).isEqualTo(day.to());
    }
}
