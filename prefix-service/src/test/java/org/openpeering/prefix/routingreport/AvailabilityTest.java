/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.prefix.PrefixValidationState.FAILED;
import static org.openpeering.contract.prefix.PrefixValidationState.NONE;
import static org.openpeering.contract.prefix.PrefixValidationState.PENDING;
import static org.openpeering.contract.prefix.PrefixValidationState.VERIFIED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.prefix.routingreport.RoutingReportView.AvailabilityView;
import org.openpeering.prefix.routingreport.RoutingReportView.ChangeView;

class AvailabilityTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final ReportPeriod PERIOD = new ReportPeriod(FROM, FROM.plus(Duration.ofHours(10)));
    private static final Instant LATER = FROM.plus(Duration.ofDays(30));

    private static Verdict verdict(String target, String site, int hour, PrefixValidationState state) {
        return new Verdict(target, target, "203.0.113.0/24", site, "Contoso", FROM.plus(Duration.ofHours(hour)), state);
    }

    @Test
    void sumsThePrefixesOfASiteAndProvider() {
        List<AvailabilityView> places = Availability.of(
                List.of(
                        verdict("a", "Frankfurt", -5, VERIFIED),
                        verdict("a", "Frankfurt", 4, FAILED),
                        verdict("a", "Frankfurt", 5, VERIFIED),
                        verdict("b", "Frankfurt", -1, VERIFIED),
                        verdict("c", "Oslo", -1, FAILED)),
                PERIOD,
                LATER);

        assertThat(places)
                .containsExactly(
                        new AvailabilityView("Frankfurt", "Contoso", 2, 72_000, 68_400, 0.95),
                        new AvailabilityView("Oslo", "Contoso", 1, 36_000, 0, 0.0));
    }

    @Test
    void whatWasNotJudgedIsNoOutage() {
        List<AvailabilityView> places = Availability.of(
                List.of(verdict("a", "Frankfurt", 2, PENDING), verdict("a", "Frankfurt", 8, VERIFIED)), PERIOD, LATER);

        assertThat(places).containsExactly(new AvailabilityView("Frankfurt", "Contoso", 1, 7_200, 7_200, 1.0));
        assertThat(Availability.of(List.of(verdict("a", "Frankfurt", 2, PENDING)), PERIOD, LATER))
                .singleElement()
                .extracting(AvailabilityView::availability)
                .isNull();
    }

    @Test
    void timeToComeIsNotCounted() {
        List<AvailabilityView> places = Availability.of(
                List.of(verdict("a", "Frankfurt", 0, VERIFIED)), PERIOD, FROM.plus(Duration.ofHours(1)));

        assertThat(places).extracting(AvailabilityView::secondsKnown).containsExactly(3_600L);
    }

    @Test
    void changesAreThoseOfThePeriod() {
        List<ChangeView> changes = Availability.changes(
                List.of(
                        verdict("a", "Frankfurt", -5, VERIFIED),
                        verdict("a", "Frankfurt", 4, FAILED),
                        verdict("a", "Frankfurt", 5, FAILED),
                        verdict("b", "Frankfurt", 1, VERIFIED)),
                PERIOD);

        assertThat(changes).extracting(ChangeView::before).containsExactly(VERIFIED, NONE);
        assertThat(changes).extracting(ChangeView::state).containsExactly(FAILED, VERIFIED);
    }
}
