/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A report as one table (RFC 4180): the first column says what a row is. A field that a spreadsheet would take for a formula gets
 * an apostrophe in front, since names and summaries hold what others have written.
 */
final class ReportCsv {
    private static final String END = "\r\n";
    private static final String FORMULA = "=+-@\t\r\n";

    private final StringBuilder text = new StringBuilder();

    private ReportCsv() {
        row(
                "section",
                "site",
                "provider",
                "prefix",
                "resource",
                "at",
                "ended",
                "type",
                "level",
                "before",
                "state",
                "prefixes",
                "secondsKnown",
                "secondsAvailable",
                "availability",
                "secondsToDetect",
                "seconds",
                "summary");
    }

    static String of(RoutingReportView report) {
        ReportCsv csv = new ReportCsv();
        report.availability()
                .forEach(place -> csv.row(
                        "Availability",
                        place.site(),
                        place.provider(),
                        null,
                        null,
                        report.from(),
                        report.to(),
                        null,
                        null,
                        null,
                        null,
                        place.prefixes(),
                        place.secondsKnown(),
                        place.secondsAvailable(),
                        place.availability(),
                        null,
                        null,
                        null));
        report.incidents()
                .forEach(incident -> csv.row(
                        "Incident",
                        incident.site(),
                        incident.provider(),
                        incident.prefix(),
                        incident.resource(),
                        incident.firstSeen(),
                        incident.ended(),
                        incident.type(),
                        incident.level(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        incident.secondsToDetect(),
                        incident.seconds(),
                        incident.summary()));
        report.validationChanges()
                .forEach(change -> csv.row(
                        "ValidationChange",
                        change.site(),
                        change.provider(),
                        change.prefix(),
                        change.resource(),
                        change.at(),
                        null,
                        null,
                        null,
                        change.before().wire(),
                        change.state().wire(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        return csv.text.toString();
    }

    private void row(@Nullable Object... fields) {
        text.append(Arrays.stream(fields).map(ReportCsv::field).collect(Collectors.joining(",")))
                .append(END);
    }

    /** Numbers and times are ours; text may be anybody's. */
    static String field(@Nullable Object value) {
        String raw = value == null ? "" : value.toString();
        String safe =
                value instanceof String && !raw.isEmpty() && FORMULA.indexOf(raw.charAt(0)) >= 0 ? "'" + raw : raw;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
