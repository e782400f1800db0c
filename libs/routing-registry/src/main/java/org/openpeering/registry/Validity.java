/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;

/**
 * From when data of a source is, and until when it may be used.
 *
 * @param asOf when the source said so for the last time, never in the future
 * @param word whose word that is
 * @param expires until when the source lets it be used; null: it does not say
 * @param warning what is wrong with what the source says; null: nothing
 */
public record Validity(
        Instant asOf,
        Word word,
        @Nullable Instant expires,
        @Nullable String warning) {
    /** Clocks that differ by less are not worth a word. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** Who says how old data is. */
    public enum Word implements WireEnum {
        /** The source itself, in its data or by its protocol. */
        SOURCE,
        /** What it came by, since the source does not say: the file's last change, or the web server. */
        CARRIER
    }

    /**
     * The source's own word decides: a file that is copied or touched gets no younger. A word from the future is not
     * believed, for it would keep data young for ever: then the carrier's time counts, and it is said. A carrier's own
     * time that lies in the future is taken for now.
     *
     * @param said when the source says that it is from; null: it does not say
     * @param carried the carrier's time
     * @param expires until when the source lets it be used; null: it does not say
     */
    public static Validity of(@Nullable Instant said, @Nullable Instant expires, Instant carried, Instant now) {
        if (said != null && !ahead(said, now)) {
            return new Validity(earlier(said, now), Word.SOURCE, expires, null);
        }
        String warning = said != null
                ? "The source says that its data is from " + said + ", which is to come; its age is that of the file."
                : ahead(carried, now) ? "The file is from " + carried + ", which is to come; taken for now." : null;
        return new Validity(earlier(carried, now), Word.CARRIER, expires, warning);
    }

    /** As a protocol says it. */
    public static Validity confirmed(Instant at, Instant expires) {
        return new Validity(at, Word.SOURCE, expires, null);
    }

    private static boolean ahead(Instant time, Instant now) {
        return time.isAfter(now.plus(SKEW));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    public Duration age(Instant now) {
        return Duration.between(asOf, now);
    }

    /** The same, but nothing may be concluded from it from a time on. */
    public Validity until(Instant end) {
        return new Validity(asOf, word, expires == null ? end : earlier(expires, end), warning);
    }

    /** Whether nothing definite may be concluded any more. */
    public boolean stale(Instant now, Duration after) {
        return age(now).compareTo(after) > 0 || (expires != null && now.isAfter(expires));
    }
}
