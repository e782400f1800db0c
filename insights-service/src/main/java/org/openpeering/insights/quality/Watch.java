/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long something has been beyond a bound, or calm again. Opens when it was beyond for long enough and seen often enough,
 * ends when it was calm for long enough. What is neither keeps it as it is.
 *
 * @param over since when it is beyond; null while it is not, or before
 * @param seen how often in a row it was seen beyond
 * @param open whether an event goes on
 * @param calm since when it is calm while the event goes on; null while it is not
 * @param last when it was judged last
 * @param told what the event says was measured
 */
public record Watch(
        @Nullable Instant over,
        int seen,
        boolean open,
        @Nullable Instant calm,
        Instant last,
        double told) {
    static final Watch NOTHING = new Watch(null, 0, false, null, Instant.EPOCH, 0);

    /** Of something measured: after such a hole it was not beyond without a break. */
    static final Duration HOLE = Duration.ofMinutes(5);

    /** What is not judged for so long is not known any more. */
    static final Duration FORGOTTEN = Duration.ofDays(1);

    /** What it takes to open and to end. */
    public record Terms(Duration hold, int often, Duration rest, boolean measured) {}

    /** After a look at it. */
    Watch seen(Instant at, boolean beyond, boolean quiet, Terms terms) {
        if (open) {
            Instant since = !quiet ? null : calm == null ? at : calm;
            boolean ends = since != null && !since.plus(terms.rest()).isAfter(at);
            return ends ? NOTHING : new Watch(over, seen, true, since, at, told);
        }
        if (!beyond) {
            return NOTHING;
        }
        boolean hole = terms.measured() && last.plus(HOLE).isBefore(at);
        Instant since = over == null || hole ? at : over;
        int often = over == null || hole ? 1 : seen + 1;
        boolean opens = !since.plus(terms.hold()).isAfter(at) && often >= terms.often();
        return new Watch(since, often, opens, null, at, told);
    }

    Watch telling(double measured) {
        return new Watch(over, seen, open, calm, last, measured);
    }

    /** When time alone makes a difference; null: never. */
    @Nullable
    Instant next(Terms terms) {
        if (terms.measured()) {
            return open ? last.plus(FORGOTTEN) : null;
        }
        Instant since = open ? calm : over;
        return since == null ? null : since.plus(open ? terms.rest() : terms.hold());
    }

    boolean forgotten(Instant at) {
        return !last.plus(FORGOTTEN).isAfter(at);
    }
}
