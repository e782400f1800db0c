/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Times;

/** Of which time a report is; a year at most. */
record ReportPeriod(Instant from, Instant to) {
    private static final Duration LONGEST = Duration.ofDays(366);

    static ReportPeriod parse(@Nullable String from, @Nullable String to) {
        ReportPeriod period = new ReportPeriod(time("from", from), time("to", to));
        if (!period.to.isAfter(period.from)) {
            throw refused("to", "'to' is not after 'from'.");
        }
        if (Duration.between(period.from, period.to).compareTo(LONGEST) > 0) {
            throw refused(
                    "to",
                    "From 'from' to 'to' are more than " + LONGEST.toDays()
                            + " days, the most of a report. Ask for several.");
        }
        return period;
    }

    private static Instant time(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw refused(name, "The query parameter '" + name + "' is required.");
        }
        return Times.parse(name, text);
    }

    static ArmException refused(String target, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, target, message));
    }
}
