/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.prefix.routingreport.RoutingReportView.AvailabilityView;
import org.openpeering.prefix.routingreport.RoutingReportView.ChangeView;

/**
 * How much of the time prefixes were heard as they have to be, by site and provider, from their verdicts. Time before a prefix's
 * first verdict, and in which it was not judged, is not counted: nothing is known of it, and it is no outage.
 */
final class Availability {
    private Availability() {}

    private record Place(String site, String provider) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int bySite = site.compareTo(other.site);
            return bySite != 0 ? bySite : provider.compareTo(other.provider);
        }
    }

    private static final class Sum {
        private Duration known = Duration.ZERO;
        private Duration heard = Duration.ZERO;
        private int prefixes;
    }

    /** @param verdicts by target and time: all of the period, and of each target the last one before it */
    static List<AvailabilityView> of(List<Verdict> verdicts, ReportPeriod period, Instant now) {
        Instant end = period.to().isBefore(now) ? period.to() : now;
        Map<Place, Sum> sums = new TreeMap<>();
        for (int i = 0; i < verdicts.size(); i++) {
            Verdict verdict = verdicts.get(i);
            boolean first = i == 0 || !verdicts.get(i - 1).target().equals(verdict.target());
            boolean last =
                    i + 1 == verdicts.size() || !verdicts.get(i + 1).target().equals(verdict.target());
            Sum sum = sums.computeIfAbsent(
                    new Place(
                            Objects.requireNonNullElse(verdict.site(), ""),
                            Objects.requireNonNullElse(verdict.provider(), "")),
                    _ -> new Sum());
            if (first) {
                sum.prefixes++;
            }
            Instant since = verdict.at().isBefore(period.from()) ? period.from() : verdict.at();
            Instant until = last ? end : verdicts.get(i + 1).at();
            if (judged(verdict.state()) && until.isAfter(since)) {
                Duration held = Duration.between(since, until);
                sum.known = sum.known.plus(held);
                sum.heard = verdict.state().learned() ? sum.heard.plus(held) : sum.heard;
            }
        }
        return sums.entrySet().stream()
                .map(entry -> view(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static boolean judged(PrefixValidationState state) {
        return state != PrefixValidationState.NONE && state != PrefixValidationState.PENDING;
    }

    private static AvailabilityView view(Place place, Sum sum) {
        return new AvailabilityView(
                place.site,
                place.provider,
                sum.prefixes,
                sum.known.toSeconds(),
                sum.heard.toSeconds(),
                sum.known.isZero() ? null : (double) sum.heard.toMillis() / sum.known.toMillis());
    }

    /** Where one verdict gave way to another in the period. */
    static List<ChangeView> changes(List<Verdict> verdicts, ReportPeriod period) {
        List<ChangeView> changes = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            Verdict verdict = verdicts.get(i);
            boolean first = i == 0 || !verdicts.get(i - 1).target().equals(verdict.target());
            PrefixValidationState before =
                    first ? PrefixValidationState.NONE : verdicts.get(i - 1).state();
            if (!verdict.at().isBefore(period.from()) && before != verdict.state()) {
                changes.add(new ChangeView(
                        verdict.at(),
                        verdict.id(),
                        verdict.prefix(),
                        verdict.site(),
                        verdict.provider(),
                        before,
                        verdict.state()));
            }
        }
        return changes;
    }
}
