/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a prefix to judge how good the way to it is; bounded.
 *
 * @param watches what is beyond a bound, by rule and subject; what is not has none
 */
public record Standing(PathLengths lengths, Measured measured, SortedMap<String, Watch> watches) {
    public static final Standing NOTHING =
            new Standing(PathLengths.NONE, Measured.NOTHING, Collections.emptySortedMap());

    private static final String AROUND = key(new AroundPartner(), "");
    private static final String UNUSED = key(new PrimaryUnused(), "");

    public Standing {
        watches = Collections.unmodifiableSortedMap(watches);
    }

    static String key(QualityRule rule, String subject) {
        return QualityRule.base(rule.name()) + "|" + subject;
    }

    public Standing with(PathLengths other) {
        return new Standing(other, measured, watches);
    }

    public Standing with(Measured other) {
        return new Standing(lengths, other, watches);
    }

    Standing with(SortedMap<String, Watch> other) {
        return new Standing(lengths, measured, other);
    }

    /** With one more window that waits for its minute to be over; the same if it counts for nothing. */
    @SuppressWarnings("ReferenceEquality")
    public Standing with(LatencyWindow window, Instant at) {
        Measured more = measured.with(window, at);
        return more == measured ? this : with(more);
    }

    /** Whether a minute is over with this window. */
    public boolean endsMinute(LatencyWindow window) {
        return measured.endsMinute(window);
    }

    /** With all that waits. */
    public Standing takenIn() {
        return with(measured.takenIn());
    }

    public Standing moved(int length, Instant at) {
        PathLengths moved = lengths.moved(length, at);
        return moved.equals(lengths) ? this : with(moved);
    }

    /** After this or that watch: without those that watch nothing. */
    Standing watching(String key, Watch watch) {
        Watch before = watches.get(key);
        if (watch.equals(before) || (before == null && watch.equals(Watch.NOTHING))) {
            return this;
        }
        SortedMap<String, Watch> changed = new TreeMap<>(watches);
        if (watch.equals(Watch.NOTHING)) {
            changed.remove(key);
        } else {
            changed.put(key, watch);
        }
        return with(changed);
    }

    /** Whether it depends on other ways than the best primary route that something is wrong. */
    public boolean watchesOtherWays() {
        return !watches.isEmpty() && (watches.containsKey(AROUND) || watches.containsKey(UNUSED));
    }

    Watch watch(String key) {
        return watches.getOrDefault(key, Watch.NOTHING);
    }

    /** When time alone makes a difference after that; null: never. */
    public @Nullable Instant next(Instant done) {
        Instant next = sooner(null, measured.next(), done);
        for (Map.Entry<String, Watch> each : watches.entrySet()) {
            next = sooner(next, each.getValue().next(Judge.terms(each.getKey())), done);
        }
        return next;
    }

    private static @Nullable Instant sooner(@Nullable Instant next, @Nullable Instant due, Instant done) {
        return due == null || !due.isAfter(done) || (next != null && !due.isBefore(next)) ? next : due;
    }
}
