/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a prefix. Windows wait until a later minute comes, or {@link #PATIENCE}, and are taken in together: the
 * order within a minute does not matter.
 *
 * @param series by site and source
 * @param waiting windows that are not taken in yet, in an order of their own
 * @param since when the first of them came; null when none waits
 */
public record Measured(
        SortedMap<SeriesKey, Series> series,
        List<LatencyWindow> waiting,
        @Nullable Instant since) {
    public static final Measured NOTHING = new Measured(Collections.emptySortedMap(), List.of(), null);

    /** Series of one prefix; of more those count that were there first. */
    static final int MOST = 24;

    private static final int MOST_WAITING = 4 * MOST;

    /** For the sites that tell of the same minute later. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A minute that is further ahead of its arrival is of a clock that is wrong. */
    private static final Duration AHEAD = Duration.ofMinutes(2);

    /** What was silent for longer is forgotten; minutes. */
    private static final long KEPT = 8 * 24 * 60;

    private static final Comparator<LatencyWindow> ORDER = Comparator.comparing(LatencyWindow::minute)
            .thenComparing(SeriesKey::of)
            .thenComparingLong(LatencyWindow::count)
            .thenComparingDouble(LatencyWindow::p50)
            .thenComparingDouble(LatencyWindow::min)
            .thenComparing(window -> String.join(",", window.agents()));

    public Measured {
        series = Collections.unmodifiableSortedMap(series);
        waiting = List.copyOf(waiting);
    }

    static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60L);
    }

    /** Whether a minute is over with this window: those that wait are to be taken in before it. */
    boolean endsMinute(LatencyWindow window) {
        return !waiting.isEmpty()
                && minute(window.minute()) > minute(waiting.getFirst().minute());
    }

    /**
     * With one more that waits; the same for what counts for nothing, comes twice or comes too late. A window is told again
     * when more of its minute has come: the one of more samples counts.
     */
    Measured with(LatencyWindow window, Instant at) {
        SeriesKey key = SeriesKey.of(window);
        Series known = series.get(key);
        long minute = minute(window.minute());
        boolean late = known != null && minute <= known.recent().last();
        boolean foreign = known == null && series.size() >= MOST;
        LatencyWindow before = waiting.stream()
                .filter(other ->
                        minute(other.minute()) == minute && SeriesKey.of(other).equals(key))
                .findFirst()
                .orElse(null);
        boolean twice = before != null && ORDER.compare(before, window) >= 0;
        if (!window.plausible()
                || late
                || foreign
                || twice
                || waiting.size() >= MOST_WAITING
                || window.minute().isAfter(at.plus(AHEAD))) {
            return this;
        }
        List<LatencyWindow> more = new ArrayList<>(waiting);
        more.removeIf(each -> each.equals(before));
        more.add(before == null ? window : window.with(before.agents()));
        more.sort(ORDER);
        return new Measured(series, more, since == null ? at : since);
    }

    /** When those that wait are taken in at the latest. */
    public @Nullable Instant next() {
        return since == null ? null : since.plus(PATIENCE);
    }

    /** With all that waits. */
    Measured takenIn() {
        SortedMap<SeriesKey, Series> now = new TreeMap<>(series);
        long newest = Long.MIN_VALUE;
        for (LatencyWindow window : waiting) {
            SeriesKey key = SeriesKey.of(window);
            Series before = now.getOrDefault(key, Series.NOTHING);
            long minute = minute(window.minute());
            newest = Math.max(newest, minute);
            if (minute > before.recent().last() && (now.containsKey(key) || now.size() < MOST)) {
                now.put(key, before.with(minute, window));
            }
        }
        long oldest = newest - KEPT;
        now.values().removeIf(each -> each.recent().last() < oldest);
        return new Measured(now, List.of(), null);
    }

    /** The newest minute that was taken in; {@link Long#MIN_VALUE} when none was. */
    long minute() {
        return series.values().stream()
                .mapToLong(each -> each.recent().last())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    public Measured with(SortedMap<SeriesKey, Series> others) {
        return new Measured(others, waiting, since);
    }

    Measured with(SeriesKey key, Series other) {
        SortedMap<SeriesKey, Series> changed = new TreeMap<>(series);
        changed.put(key, other);
        return new Measured(changed, waiting, since);
    }

    /** Of each site, without regard to case, the source that measured most within a day. */
    SortedMap<String, Map.Entry<SeriesKey, Series>> sites(long minute) {
        SortedMap<String, Map.Entry<SeriesKey, Series>> best = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        series.entrySet()
                .forEach(each -> best.merge(
                        each.getKey().site(),
                        each,
                        (held, other) -> other.getValue().samples(minute)
                                        > held.getValue().samples(minute)
                                ? other
                                : held));
        return best;
    }
}
