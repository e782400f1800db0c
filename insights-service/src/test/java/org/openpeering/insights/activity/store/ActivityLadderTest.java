/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.insights.activity.Activity;
import org.openpeering.insights.activity.Counted;
import org.openpeering.insights.rollup.Level;

class ActivityLadderTest {
    private static final Instant DAY = Instant.parse("2026-03-31T00:00:00Z");

    @Provide
    Arbitrary<List<Stored>> minutes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(0, 2 * 1440 - 1),
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.longs().between(0, 40),
                        Arbitraries.integers().between(1, 9))
                .as((series, minute, part, path, routes) -> {
                    Activity activity = new Activity();
                    activity.came((int) (long) path, path % 2 == 0, path, routes);
                    activity.update(routes, path, path % 3);
                    return new Stored(series, DAY.plusSeconds(60L * minute), part, activity.row());
                })
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 200)
    void levelsOfLevelsAreTheLevelOfTheWhole(@ForAll("minutes") List<Stored> minutes) {
        List<Stored> fives = ActivityLadder.sums(Level.FIVE_MINUTES, minutes);
        List<Stored> hours = ActivityLadder.sums(Level.HOUR, fives);
        List<Stored> days = ActivityLadder.sums(Level.DAY, hours);

        assertThat(texts(days)).isEqualTo(texts(ActivityLadder.sums(Level.DAY, minutes)));
        assertThat(days.stream().mapToLong(row -> row.counted().announcements()).sum())
                .isEqualTo(minutes.stream()
                        .mapToLong(row -> row.counted().announcements())
                        .sum());
        assertThat(days.stream()
                        .flatMap(row -> row.counted().lengths().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(days.stream()
                        .mapToLong(row -> row.counted().announcements())
                        .sum());
    }

    /** Arrays have no equality. */
    private static List<String> texts(List<Stored> rows) {
        List<String> texts = new ArrayList<>();
        for (Stored row : rows) {
            Counted counted = row.counted();
            texts.add(row.series() + " " + row.at() + " " + row.part() + " " + counted.revision() + " "
                    + counted.updates() + " " + counted.announcements() + " " + counted.withdrawals() + " "
                    + counted.pathChanges() + " " + counted.prepended() + " " + counted.lengths() + " "
                    + List.of(java.util.HexFormat.of().formatHex(counted.paths())));
        }
        return texts;
    }
}
