/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.insights.quality.LatencyWindow;

/** Holds for whatever comes to pass between two sites and a prefix. */
class QualityPropertiesTest {
    private static final List<String> SITES = List.of("Ashburn", "Frankfurt", "Seattle");

    /**
     * A quarter of an hour or so.
     *
     * @param medians of the sites, in milliseconds; none below 1
     * @param samples of each minute
     * @param path of the primary route; empty: it is withdrawn
     */
    record Stretch(int minutes, List<Integer> medians, int samples, String path) {}

    @Provide
    Arbitrary<List<Stretch>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.of(0, 12, 20, 33, 45, 90).list().ofSize(SITES.size()),
                        Arbitraries.of(1, 3, 10),
                        Arbitraries.of("64496 64500", "64496 64510 64511 64500", "64496 64496 64500", ""))
                .as(Stretch::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static Surveyed week() {
        Surveyed way = Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH);
        for (String site : SITES) {
            way.site(site, 20);
        }
        way.week();
        way.news();
        return way;
    }

    /** What a week leaves behind is made once: states cannot be changed. */
    private static final Surveyed WEEK = week();

    private static Surveyed afterAWeek() {
        Surveyed way = Surveyed.somewhere();
        way.state = WEEK.state;
        way.now = WEEK.now;
        return way;
    }

    private static List<LatencyWindow> minute(Stretch stretch, Instant at) {
        List<LatencyWindow> windows = new ArrayList<>();
        for (int i = 0; i < SITES.size(); i++) {
            int median = stretch.medians().get(i);
            if (median > 0) {
                windows.add(new LatencyWindow(
                        Surveyed.PREFIX,
                        SITES.get(i),
                        "agent",
                        at,
                        List.of(),
                        stretch.samples(),
                        median * 0.9,
                        median,
                        median * 1.1,
                        0));
            }
        }
        return windows;
    }

    /** @param shuffled null: each minute's windows come in the order of sites */
    private static Surveyed told(List<Stretch> history, Random shuffled, boolean twice) {
        Surveyed way = afterAWeek();
        for (Stretch stretch : history) {
            if (stretch.path().isEmpty()) {
                way.withdraw(Surveyed.PRIMARY);
            } else {
                way.announce(Surveyed.PRIMARY, stretch.path());
            }
            for (int i = 0; i < stretch.minutes(); i++) {
                List<LatencyWindow> windows = minute(stretch, way.now);
                List<LatencyWindow> order = new ArrayList<>(windows);
                if (shuffled != null) {
                    Collections.shuffle(order, shuffled);
                }
                order.forEach(way::window);
                if (twice) {
                    windows.forEach(way::window);
                }
                way.now = way.now.plusSeconds(60);
            }
        }
        return way;
    }

    @Property(tries = 100)
    void theOrderOfSitesDoesNotMatter(@ForAll("histories") List<Stretch> history, @ForAll long seed) {
        Surveyed straight = told(history, null, false);
        Surveyed shuffled = told(history, new Random(seed), false);
        assertThat(shuffled.news()).isEqualTo(straight.news());
        assertThat(shuffled.state.memory().standing())
                .isEqualTo(straight.state.memory().standing());
    }

    @Property(tries = 100)
    void whatComesTwiceChangesNothing(@ForAll("histories") List<Stretch> history) {
        Surveyed once = told(history, null, false);
        Surveyed twice = told(history, null, true);
        assertThat(twice.news()).isEqualTo(once.news());
        assertThat(twice.state.memory().standing())
                .isEqualTo(once.state.memory().standing());
    }

    @Property(tries = 100)
    void whatOpensEndsWhenItsCauseHasEnded(@ForAll("histories") List<Stretch> history) {
        Surveyed way = told(history, null, false);
        way.announce(Surveyed.PRIMARY, Surveyed.PATH);
        for (String site : SITES) {
            way.site(site, 20);
        }
        way.samples = 10;
        way.measure(Duration.ofHours(3));
        way.wait(Duration.ofHours(1));
        assertThat(way.state.open().values().stream().filter(event -> Quality.judges(event.type())))
                .isEmpty();
    }

    /** Thirty samples in ten minutes at least, and a quarter of an hour. */
    @Property(tries = 200)
    void nothingMeasuredOpensWithoutItsMinimumOfEvidence(@ForAll("histories") List<Stretch> history) {
        Surveyed way = told(history, null, false);
        for (RoutingEvent event : way.news()) {
            if (event.revision() == 1 && event.rule().equals("latency-degradation/1")) {
                assertThat(Duration.between(event.firstSeen(), event.lastSeen()))
                        .isGreaterThanOrEqualTo(Duration.ofMinutes(15));
                assertThat(event.level()).isEqualTo(EventLevel.WARNING);
            }
        }
        boolean few = history.stream().allMatch(stretch -> stretch.samples() == 1);
        boolean brief = history.stream().mapToInt(Stretch::minutes).sum() < 15;
        if (few || brief) {
            assertThat(way.open(org.openpeering.contract.insights.EventType.PREFIX_LATENCY_DEGRADATION_EVENT))
                    .isEmpty();
        }
    }

    @Property(tries = 100)
    void allSitesAlikeAreNeverADegradation(@ForAll("histories") List<Stretch> history) {
        List<Stretch> alike = history.stream()
                .map(stretch -> new Stretch(
                        stretch.minutes(),
                        Collections.nCopies(SITES.size(), stretch.medians().getFirst()),
                        stretch.samples(),
                        stretch.path()))
                .toList();
        assertThat(told(alike, null, false).news())
                .noneMatch(event -> event.rule().equals("latency-degradation/1"));
    }

    @Property(tries = 100)
    void eachEventHasOneLife(@ForAll("histories") List<Stretch> history) {
        Surveyed way = told(history, null, false);
        way.news().stream()
                .collect(java.util.stream.Collectors.groupingBy(RoutingEvent::id))
                .values()
                .forEach(life -> {
                    for (int i = 0; i < life.size(); i++) {
                        assertThat(life.get(i).revision()).isEqualTo(i + 1);
                        assertThat(life.get(i).status() == Status.ENDED && i < life.size() - 1)
                                .isFalse();
                        assertThat(life.get(i).evidence()).isNotEmpty();
                    }
                });
    }
}
