/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openpeering.contract.arm.WireEnum;

/** How finely time is kept, and how long; each but the first is merged from the one before. */
public enum Level implements WireEnum {
    MINUTE("minute", Duration.ofMinutes(1), Duration.ofDays(2)),
    FIVE_MINUTES("five_minutes", Duration.ofMinutes(5), Duration.ofDays(14)),
    HOUR("hour", Duration.ofHours(1), Duration.ofDays(100)),
    DAY("day", Duration.ofDays(1), Duration.ofDays(3 * 365));

    private final String suffix;
    private final Duration step;
    private final Duration kept;

    Level(String suffix, Duration step, Duration kept) {
        this.suffix = suffix;
        this.step = step;
        this.kept = kept;
    }

    /** The name of the table, of numbers of a kind. */
    public String table(String kind) {
        return kind + "_" + suffix;
    }

    public Duration step() {
        return step;
    }

    public Duration kept() {
        return kept;
    }

    public Instant start(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }

    /** The first start that is not before it. */
    public Instant next(Instant time) {
        Instant start = start(time);
        return start.equals(time) ? start : start.plus(step);
    }

    public Optional<Level> coarser() {
        return switch (this) {
            case MINUTE -> Optional.of(FIVE_MINUTES);
            case FIVE_MINUTES -> Optional.of(HOUR);
            case HOUR -> Optional.of(DAY);
            case DAY -> Optional.empty();
        };
    }

    public Optional<Level> finer() {
        return switch (this) {
            case MINUTE -> Optional.empty();
            case FIVE_MINUTES -> Optional.of(MINUTE);
            case HOUR -> Optional.of(FIVE_MINUTES);
            case DAY -> Optional.of(HOUR);
        };
    }

    /** From when on its rows are sure to be there. */
    public Instant since(Instant now) {
        return next(now.minus(kept));
    }

    /** The finest level that still takes a time, with an hour to be merged upward before it goes. */
    public static Optional<Level> taking(Instant time, Instant now) {
        for (Level level : values()) {
            if (!time.isBefore(level.since(now.plus(Duration.ofHours(1))))) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** The coarsest level whose rows each lie in one window. */
    public static Level dividing(Duration window) {
        Level coarsest = MINUTE;
        for (Level level : values()) {
            if (window.toSeconds() % level.step.toSeconds() == 0) {
                coarsest = level;
            }
        }
        return coarsest;
    }

    /** The begin of the window that a time is in. */
    public static Instant bucket(Instant at, Duration window) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), window.toSeconds()) * window.toSeconds());
    }
}
