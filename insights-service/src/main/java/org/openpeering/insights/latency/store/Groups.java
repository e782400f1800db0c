/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param ofSeries for each of the series the number of its group
 */
record Groups(List<Group> groups, List<Long> ofSeries) {
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
        List<Group> each =
                series.stream().map(one -> group(kind, one.key(), apart)).toList();
        List<Group> groups = each.stream().distinct().sorted(Group.ORDER).toList();
        Map<Group, Long> numbers = new HashMap<>();
        groups.forEach(group -> numbers.put(group, (long) numbers.size()));
        return new Groups(
                groups,
                each.stream().map(numbers::get).map(Objects::requireNonNull).toList());
    }

    private static Group group(Selector.Kind kind, SeriesKey key, Set<By> apart) {
        String subject = kind == Selector.Kind.SHOWN_PREFIX ? key.shown() : key.subject();
        return new Group(
                apart.contains(By.SUBJECT) ? subject : null,
                apart.contains(By.SITE) ? key.site() : null,
                apart.contains(By.SOURCE) ? key.source() : null);
    }

    LatencyPoint point(int number, Instant at, LatencySummary summary) {
        Group group = groups.get(number);
        return new LatencyPoint(at, group.subject(), group.site(), group.source(), summary);
    }
}
