/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.latency.store.QueryRepository.Numbered;

/**
 * Which series are added up to one. Groups have numbers in the order in which they are told. Pure.
 *
 * @param ofSeries for the number of each series the number of its group
 */
record Groups(List<Group> groups, Map<Integer, Integer> ofSeries) {
    /** What is told apart; null is what is not. */
    private record Group(
            @Nullable String subject,
            @Nullable String site,
            @Nullable SampleSource source) {
        static final Comparator<Group> ORDER = Comparator.comparing(Group::subject, nullsFirst())
                .thenComparing(Group::site, nullsFirst())
                .thenComparing(Group::source, nullsFirst());

        private static <T extends Comparable<? super T>> Comparator<@Nullable T> nullsFirst() {
            return Comparator.nullsFirst(Comparator.naturalOrder());
        }
    }

    static Groups of(Selector.Kind kind, List<Numbered> series, Set<By> apart) {
        List<Group> groups = series.stream()
                .map(one -> group(kind, one.key(), apart))
                .distinct()
                .sorted(Group.ORDER)
                .toList();
        Map<Group, Integer> numbers = new HashMap<>();
        groups.forEach(group -> numbers.put(group, numbers.size()));
        Map<Integer, Integer> ofSeries = new HashMap<>();
        series.forEach(one -> ofSeries.put(one.series(), requireNonNull(numbers.get(group(kind, one.key(), apart)))));
        return new Groups(groups, ofSeries);
    }

    private static Group group(Selector.Kind kind, SeriesKey key, Set<By> apart) {
        String subject = kind == Selector.Kind.SHOWN_PREFIX ? key.shown() : key.subject();
        return new Group(
                apart.contains(By.SUBJECT) ? subject : null,
                apart.contains(By.SITE) ? key.site() : null,
                apart.contains(By.SOURCE) ? key.source() : null);
    }

    int of(int series) {
        return requireNonNull(ofSeries.get(series));
    }

    LatencyPoint point(int number, Instant at, LatencySummary summary) {
        Group group = groups.get(number);
        return new LatencyPoint(at, group.subject(), group.site(), group.source(), summary);
    }
}
