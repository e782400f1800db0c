/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Times;

/** Which windows a caller asks for. */
record Period(Stretch time, Granularity grain) {
    private static final String MEND = "Ask for less, or at a coarser granularity.";

    /** Refuses what is missing, unknown, the wrong way round, cut through a window, or too much. */
    static Period parse(@Nullable String from, @Nullable String to, @Nullable String granularity) {
        Granularity grain = Granularity.find(needed("granularity", granularity))
                .orElseThrow(() -> refused(
                        "granularity",
                        "There is no granularity '" + Text.shown(String.valueOf(granularity)) + "'; there are "
                                + String.join(", ", Granularity.names()) + "."));
        Instant begin = aligned("from", Times.parse("from", needed("from", from)), grain);
        Instant end = aligned("to", Times.parse("to", needed("to", to)), grain);
        if (!end.isAfter(begin)) {
            throw refused("to", "'to' is not after 'from'.");
        }
        if (Duration.between(begin, end).compareTo(grain.longest()) > 0) {
            throw refused(
                    "to",
                    "From 'from' to 'to' are more than " + grain.longest().toDays()
                            + " days, the most that is answered at a granularity of " + grain + ". " + MEND);
        }
        return new Period(new Stretch(begin, end), grain);
    }

    long windows() {
        return Duration.between(time.from(), time.until()).dividedBy(grain.window());
    }

    private static String needed(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw refused(name, "The query parameter '" + name + "' is required.");
        }
        return value;
    }

    private static Instant aligned(String name, Instant time, Granularity grain) {
        long window = grain.window().toSeconds();
        if (time.getNano() != 0 || Math.floorMod(time.getEpochSecond(), window) != 0) {
            Instant before = Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), window) * window);
            throw refused(
                    name,
                    "'" + name + "' is not the begin of a window of " + grain + " in UTC, such as " + before + ".");
        }
        return time;
    }

    private static ArmException refused(String target, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, target, message));
    }
}
