/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.metric;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long the time is that a point of a series stands for; names are those of ISO 8601. */
public enum Grain {
    PT1M(Duration.ofMinutes(1)),
    PT5M(Duration.ofMinutes(5)),
    PT15M(Duration.ofMinutes(15)),
    PT30M(Duration.ofMinutes(30)),
    PT1H(Duration.ofHours(1)),
    PT6H(Duration.ofHours(6)),
    PT12H(Duration.ofHours(12)),
    P1D(Duration.ofDays(1));

    private final Duration length;

    Grain(Duration length) {
        this.length = length;
    }

    public Duration length() {
        return length;
    }

    /** Whatever the spelling: {@code PT60M} and {@code 01:00:00} are an hour, too. */
    public static Optional<Grain> parse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(grain -> grain.name().equals(upper) || same(upper, grain.length))
                .findFirst();
    }

    private static boolean same(String text, Duration length) {
        try {
            return Duration.parse(text).equals(length);
        } catch (java.time.format.DateTimeParseException e) {
            return text.equals(clock(length));
        }
    }

    /** As .NET writes it. */
    private static String clock(Duration length) {
        String time = String.format(Locale.ROOT, "%02d:%02d:00", length.toHoursPart(), length.toMinutesPart());
        return length.toDays() == 0 ? time : length.toDays() + "." + time;
    }

    static List<Grain> all() {
        return List.of(values());
    }
}
