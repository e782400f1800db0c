/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.prefix.routingreport.RoutingReportView.AvailabilityView;
import org.openpeering.prefix.routingreport.RoutingReportView.IncidentView;

class ReportCsvTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\tx"})
    void whatASpreadsheetWouldCalculateIsText(String text) {
        assertThat(ReportCsv.field(text)).startsWith("'");
    }

    @Test
    void numbersStayNumbersAndQuotesAreDoubled() {
        assertThat(ReportCsv.field(-1)).isEqualTo("-1");
        assertThat(ReportCsv.field(null)).isEmpty();
        assertThat(ReportCsv.field("a, \"b\"\nc")).isEqualTo("\"a, \"\"b\"\"\nc\"");
        assertThat(ReportCsv.field("=a,b")).isEqualTo("\"'=a,b\"");
    }

    @Test
    void everyRowHasAsManyFieldsAsTheFirst() {
        String csv = ReportCsv.of(new RoutingReportView(
                FROM,
                TO,
                FROM,
                FROM,
                List.of(new AvailabilityView("Frankfurt", "Contoso", 2, 100, 50, 0.5)),
                List.of(new IncidentView(
                        "id",
                        "/r",
                        "203.0.113.0/24",
                        "Frankfurt",
                        "Contoso",
                        "PrefixWithdrawalEvent",
                        "Warning",
                        "gone",
                        FROM,
                        0.25,
                        null,
                        60)),
                List.of()));

        List<String> rows = List.of(csv.split("\r\n", -1));
        assertThat(rows).hasSize(4).last().isEqualTo("");
        assertThat(rows.subList(0, 3))
                .allSatisfy(row -> assertThat(row.split(",", -1)).hasSize(18));
        assertThat(rows.get(1)).startsWith("Availability,Frankfurt,Contoso,").contains(",2,100,50,0.5,");
        assertThat(rows.get(2)).contains("PrefixWithdrawalEvent,Warning").endsWith(",0.25,60,gone");
    }
}
