/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.directory.Holdings;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.Measured;
import org.openpeering.kit.error.ArmException;

class ReportQueryTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:34:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT6H, PT5M",
        "PT12H, PT5M",
        "P1D, PT10M",
        "P7D, PT1H",
        "P30D, PT6H",
        "P365D, P7D",
    })
    void aWindowHasAStepThatCanBeLookedAt(String window, String step) {
        ReportQuery query = parse(null, null, window, null, null, null);
        assertThat(query.to()).isEqualTo(NOW);
        assertThat(query.length()).isEqualTo(Duration.parse(window));
        assertThat(ReportQuery.text(query.step())).isEqualTo(step);
    }

    @Test
    void withoutAWordItIsOfTheLastDay() {
        assertThat(parse(null, null, null, null, null, null).length()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void comparesWithTheTimeBeforeOrWithAnother() {
        assertThat(parse(null, null, "PT6H", null, null, "previous").otherFrom())
                .isEqualTo(NOW.minusSeconds(12 * 3600));
        assertThat(parse(null, null, "PT6H", null, null, "2026-03-01T00:00:00Z").otherFrom())
                .isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "from, 2026-03-31T12:00:00Z, 2026-03-31T12:00:00Z, , , ",
        "from, 2026-04-01T00:00:00Z, 2026-04-02T00:00:00Z, , , ",
        "from, yesterday, , , , ",
        "from, 2020-01-01T00:00:00Z, , , , ",
        "to, , later, , , ",
        "window, 2026-03-31T00:00:00Z, , PT6H, , ",
        "window, , , six hours, , ",
        "window, , , PT1S, , ",
        "window, , , P9999999D, , ",
        "window, , , P99999999999999999999D, , ",
        "step, , , P1D, PT7M, ",
        "step, , , P1D, PT30S, ",
        "step, , , P1D, PT0S, ",
        "step, , , P1D, PT60.5S, ",
        "step, , , P1D, -PT1M, ",
        "step, , , P30D, PT1M, ",
        "site, , , P1D, , Atlantis",
    })
    void refusesByTheNameOfTheMember(String target, String from, String to, String window, String step, String site) {
        assertThatThrownBy(() -> parse(from, to, window, step, site, null))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.error().target()).isEqualTo(target));
    }

    @Test
    void knowsTheSourceInAnySpelling() {
        ReportQuery query = ReportQuery.parse(
                new ReportQuery.Texts(
                        null, null, null, null, "frankfurt", "RIPE-Atlas", "tlsHandshake", "site", null, null),
                NOW,
                ReportQueryTest::site);
        assertThat(query.source()).isEqualTo(SampleSource.RIPE_ATLAS);
        assertThat(query.site()).isEqualTo("Frankfurt");
        assertThat(query.bySite()).isTrue();
    }

    @Test
    void aReportIsOfWhatTheResourceHoldsAndOfNothingElse() {
        String service = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/a";
        MonitoredPrefix own = prefix("203.0.113.0/24", service + "/prefixes/p");
        MonitoredPrefix longer = prefix("198.51.100.128/25", service + "/prefixes/q");
        MonitoredPrefix others = prefix("192.0.2.0/24", service + "b/prefixes/p");
        Holdings holdings = new Holdings(List.of(own, longer, others));
        ResourceId id = ResourceId.parse(service);
        assertThat(holdings.within(id, "prefixes")).containsExactly(longer.prefix(), own.prefix());
        assertThat(holdings.of(ResourceId.parse(
                        service.toUpperCase(java.util.Locale.ROOT).replace("SUBSCRIPTIONS", "subscriptions")
                                + "/prefixes/P")))
                .containsExactly(own.prefix());
        Subject subject = Subject.ofCustomer(id, holdings.within(id, "prefixes"));
        assertThat(subject.shown()).containsExactly(IpPrefix.parse("198.51.100.0/24"), own.prefix());
        assertThat(subject.prefixes()).containsExactly(longer.prefix(), own.prefix());
    }

    @Test
    void theLatencyOfPartnersIsTheMeanOfMedians() {
        assertThat(Stream.of(median(10_000), median(20_000), nothing())
                        .collect(ReportService.MEDIANS)
                        .getAverage())
                .isCloseTo(15.0, org.assertj.core.data.Percentage.withPercentage(1));
        assertThat(Stream.of(nothing()).collect(ReportService.MEDIANS).getCount())
                .isZero();
    }

    private static LatencyPoint median(long micros) {
        Measured measured = new Measured();
        measured.add(1, new long[] {micros});
        return new LatencyPoint(NOW, null, null, null, measured.summary());
    }

    private static LatencyPoint nothing() {
        return new LatencyPoint(NOW, null, null, null, LatencySummary.NOTHING);
    }

    private static MonitoredPrefix prefix(String prefix, String holder) {
        return new MonitoredPrefix(IpPrefix.parse(prefix), 1, List.of(), List.of())
                .heldBy(List.of(ResourceId.parse(holder)));
    }

    private static ReportQuery parse(
            String from, String to, String window, String step, String site, String compareTo) {
        return ReportQuery.parse(
                new ReportQuery.Texts(from, to, window, step, site, null, null, null, compareTo, null),
                NOW,
                ReportQueryTest::site);
    }

    private static Optional<String> site(String name) {
        return name.equalsIgnoreCase("Frankfurt") ? Optional.of("Frankfurt") : Optional.empty();
    }
}
