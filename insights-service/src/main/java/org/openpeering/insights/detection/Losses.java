/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.SessionId;

/**
 * Who had a route for exactly the prefix, and has taken it back himself: whoever is out of sight, or whose session is down, has
 * lost nothing that is known. Who announces it again has not lost it any more.
 *
 * @param lost when; forgotten after a day, and together while it is told of them
 * @param half since when half of those who had it or more have lost it; null while they have not
 * @param told whether that lasted, and goes on
 */
public record Losses(
        SortedMap<SessionId, Instant> lost, @Nullable Instant half, boolean told) {
    /** For so long it has to last: after a change of the way routers look for another one (RFC 4271 section 9.2.1.1). */
    static final Duration LASTING = Duration.ofMinutes(1);

    static final Duration REMEMBERED = Duration.ofDays(1);

    /** Fewer are told by their withdrawals. */
    private static final int FEWEST = 3;

    private static final int MOST = 1_000;

    static final Losses NONE = new Losses(Collections.emptySortedMap(), null, false);

    public Losses {
        lost = Collections.unmodifiableSortedMap(lost);
    }

    /** After a withdrawal. */
    Losses without(SessionId session, WithdrawalCause cause, Instant at) {
        if (cause != WithdrawalCause.EXPLICIT || lost.size() >= MOST) {
            return this;
        }
        SortedMap<SessionId, Instant> more = new TreeMap<>(lost);
        more.put(session, at);
        return new Losses(more, half, told);
    }

    /** After an announcement. */
    Losses with(SessionId session) {
        if (lost.isEmpty() || !lost.containsKey(session)) {
            return this;
        }
        SortedMap<SessionId, Instant> less = new TreeMap<>(lost);
        less.remove(session);
        return new Losses(less, half, told);
    }

    /**
     * As of then.
     *
     * @param held how many have it
     */
    Losses weighed(long held, Instant at) {
        Losses kept = remembered(at);
        int gone = kept.lost.size();
        boolean most = gone >= FEWEST && gone >= held;
        // It is over when but a quarter has lost it.
        boolean more = told && gone > 0 && gone * 3L >= held;
        if (told) {
            return more ? kept : new Losses(kept.lost, null, false);
        }
        Instant since = !most ? null : half == null ? at : half;
        boolean lasts = since != null && !since.plus(LASTING).isAfter(at);
        return new Losses(kept.lost, since, lasts);
    }

    private Losses remembered(Instant at) {
        Instant before = at.minus(REMEMBERED);
        if (told) {
            // They go together.
            return lost.values().stream().anyMatch(before::isBefore) ? this : new Losses(NONE.lost, half, true);
        }
        if (lost.isEmpty() || lost.values().stream().allMatch(before::isBefore)) {
            return this;
        }
        SortedMap<SessionId, Instant> less = new TreeMap<>(lost);
        less.values().removeIf(time -> !before.isBefore(time));
        return new Losses(less, half, told);
    }

    /** The next time at which something becomes so without a change; null for none. */
    @Nullable
    Instant next() {
        if (lost.isEmpty()) {
            return null;
        }
        if (!told && half != null) {
            return half.plus(LASTING);
        }
        Comparator<Instant> order = told ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return lost.values().stream().min(order).orElseThrow().plus(REMEMBERED);
    }
}
