/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;

/**
 * From when to when.
 *
 * @param to not part of it
 */
public record Timespan(Instant from, Instant to) {
    static final String MEMBER = "timespan";
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(93);

    /** @param text {@code 2026-01-02T03:00:00Z/2026-01-02T04:00:00Z}; null: the last hour */
    static Timespan parse(@Nullable String text, Instant now) {
        if (text == null || text.isBlank()) {
            Instant end = now.truncatedTo(ChronoUnit.SECONDS);
            return new Timespan(end.minus(USUAL), end);
        }
        String[] ends = text.strip().split("/", -1);
        if (ends.length != 2) {
            throw invalid(text);
        }
        Timespan span = new Timespan(time(ends[0], text), time(ends[1], text));
        if (!span.from.isBefore(span.to)) {
            throw MetricQuery.invalid(MEMBER, "The 'timespan' ends before it begins; write the earlier time first.");
        }
        if (span.length().compareTo(LONGEST) > 0) {
            throw MetricQuery.invalid(
                    MEMBER, "The 'timespan' is longer than " + LONGEST.toDays() + " days; ask for parts of it.");
        }
        return span;
    }

    private static Instant time(String text, String whole) {
        try {
            // A plus that nobody encoded is a blank.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw invalid(whole);
        }
    }

    private static ArmException invalid(String text) {
        return MetricQuery.invalid(
                MEMBER,
                "'" + Text.shown(text)
                        + "' is no timespan such as 2026-01-02T03:00:00Z/2026-01-02T04:00:00Z, two times with a slash between them.");
    }

    Duration length() {
        return Duration.between(from, to);
    }

    @Override
    public String toString() {
        return from + "/" + to;
    }
}
