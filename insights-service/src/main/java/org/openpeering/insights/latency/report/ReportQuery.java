/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Times;

/**
 * What is asked, with all that was not said filled in.
 *
 * @param step of the series
 * @param bySite whether the series are told by site
 * @param otherFrom the beginning of a time of the same length to be compared with; null: none
 * @param otherSite the site to be compared with; null: none
 */
record ReportQuery(
        Instant from,
        Instant to,
        Duration step,
        @Nullable String site,
        @Nullable SampleSource source,
        ProbeClass probe,
        boolean bySite,
        @Nullable Instant otherFrom,
        @Nullable String otherSite) {
    static final int MOST_BUCKETS = 1_500;
    static final Duration LONGEST = Duration.ofDays(3 * 365);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int USUAL_BUCKETS = 170;
    private static final List<Duration> STEPS = List.of(
            MINUTE,
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            DAY,
            Duration.ofDays(7));

    /** As texts of a request; null is what was not said. */
    record Texts(
            @Nullable String from,
            @Nullable String to,
            @Nullable String window,
            @Nullable String step,
            @Nullable String site,
            @Nullable String source,
            @Nullable String probe,
            @Nullable String by,
            @Nullable String compareTo,
            @Nullable String compareSite) {}

    /** @param known an edge site as the inventory spells it */
    static ReportQuery parse(Texts texts, Instant now, Function<String, Optional<String>> known) {
        Instant to = texts.to() == null ? now : Times.parse("to", texts.to());
        Instant from = from(texts, to);
        if (!from.isBefore(to)) {
            throw refused("from", "'from' has to be before 'to'.");
        }
        if (from.isAfter(now)) {
            throw refused("from", "'from' has to be in the past; nothing is measured of the time to come.");
        }
        Duration length = Duration.between(from, to);
        if (length.compareTo(LONGEST) > 0) {
            throw refused("from", "A report is of 3 years (P1095D) at most, which is how long days are kept.");
        }
        Duration step = texts.step() == null ? usual(length) : step(texts.step());
        long buckets = length.dividedBy(step) + 1;
        if (buckets > MOST_BUCKETS + 1) {
            throw refused(
                    "step",
                    "That is " + buckets + " buckets, of which there can be " + MOST_BUCKETS
                            + "; ask for a longer 'step'.");
        }
        String site = texts.site() == null ? null : site("site", texts.site(), known);
        String otherSite = texts.compareSite() == null ? null : site("compareSite", texts.compareSite(), known);
        if (otherSite != null && site == null) {
            throw refused("site", "'compareSite' compares with 'site', which is missing.");
        }
        return new ReportQuery(
                from,
                to,
                step,
                site,
                texts.source() == null ? null : constant("source", texts.source(), SampleSource.class),
                texts.probe() == null ? ProbeClass.ROUND_TRIP : constant("probe", texts.probe(), ProbeClass.class),
                by(texts.by()),
                other(texts.compareTo(), from, length),
                otherSite);
    }

    private static Instant from(Texts texts, Instant to) {
        if (texts.from() != null && texts.window() != null) {
            throw refused("window", "'window' and 'from' say the same; give one of them.");
        }
        if (texts.from() != null) {
            return Times.parse("from", texts.from());
        }
        Duration window = texts.window() == null ? DAY : duration("window", texts.window());
        if (window.compareTo(MINUTE) < 0 || window.compareTo(LONGEST) > 0) {
            throw refused("window", "'window' has to be from PT1M to P1095D, such as PT6H, PT12H, P1D, P7D or P30D.");
        }
        return to.minus(window);
    }

    private static Duration step(String text) {
        Duration step = duration("step", text);
        if (step.compareTo(MINUTE) < 0 || step.compareTo(LONGEST) > 0 || !even(step)) {
            throw refused(
                    "step",
                    "'step' has to be whole minutes that divide a day, or whole days, such as PT1M, PT5M, PT1H or P1D.");
        }
        return step;
    }

    private static boolean even(Duration step) {
        long seconds = step.toSeconds();
        return step.equals(Duration.ofSeconds(seconds))
                && seconds % 60 == 0
                && (DAY.toSeconds() % seconds == 0 || seconds % DAY.toSeconds() == 0);
    }

    private static Duration usual(Duration length) {
        return STEPS.stream()
                .filter(step -> length.dividedBy(step) <= USUAL_BUCKETS)
                .findFirst()
                .orElse(STEPS.getLast());
    }

    private static Duration duration(String name, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw refused(
                    name, "'" + name + "' is not a duration of ISO 8601 in days, hours and minutes, such as PT6H.");
        }
    }

    private static String site(String name, String text, Function<String, Optional<String>> known) {
        return known.apply(text)
                .orElseThrow(
                        () -> refused(name, "There is no edge site '" + text + "': it is a metro, such as Frankfurt."));
    }

    private static boolean by(@Nullable String text) {
        if (text != null && !text.equalsIgnoreCase("site")) {
            throw refused("by", "'by' can only be 'site'.");
        }
        return text != null;
    }

    private static @Nullable Instant other(@Nullable String text, Instant from, Duration length) {
        if (text == null) {
            return null;
        }
        return text.equalsIgnoreCase("previous") ? from.minus(length) : Times.parse("compareTo", text);
    }

    private static <E extends Enum<E> & WireEnum> E constant(String name, String text, Class<E> type) {
        return WireEnum.parse(type, text)
                .orElseThrow(() -> refused(
                        name,
                        "'" + name + "' has to be one of "
                                + Stream.of(type.getEnumConstants())
                                        .map(WireEnum::wire)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static ArmException refused(String name, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, name, message));
    }

    Duration length() {
        return Duration.between(from, to);
    }

    /** How a duration is written, days as days. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds % DAY.toSeconds() == 0
                ? "P" + seconds / DAY.toSeconds() + "D"
                : duration.toString().toUpperCase(Locale.ROOT);
    }
}
