/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.SortedMap;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.detection.Beyond;
import org.openpeering.insights.detection.EventKey;
import org.openpeering.insights.detection.PrefixState;

/**
 * The members of a state that are numbers; short names, since it was JSON once.
 *
 * @param at offset of the last change
 * @param told see {@link Tracked}; 0 in what is older than this member, and so the routes are told once more
 * @param exact see {@link Beyond}, one more: 0 for never
 * @param specifics likewise
 * @param offending likewise
 * @param asked see {@link Beyond}
 */
@RegisterForReflection
record Head(
        IpPrefix prefix,
        long context,
        long from,
        long synced,
        long said,
        long saidFor,
        long unheld,
        long announced,
        long at,
        Instant newest,
        long told,
        long undeclaredSince,
        long exact,
        long specifics,
        long offending,
        long asked) {
    static Head of(Tracked tracked) {
        PrefixState state = tracked.state();
        Beyond beyond = state.beyond();
        return new Head(
                state.prefix(),
                state.declared().revision(),
                state.declared().from(),
                state.table().synced(),
                state.said().revision(),
                state.said().monitoredRevision(),
                beyond.unheld(),
                beyond.announced(),
                tracked.changeOffset(),
                tracked.newest(),
                tracked.told(),
                tracked.undeclaredSince(),
                beyond.exact() + 1,
                beyond.specifics() + 1,
                beyond.offending() + 1,
                beyond.asked());
    }

    /** As it is meant where it was written by a program that did not tell what was left out, but how much. */
    Head older() {
        long any = unheld > 0 ? 1 : 0;
        return new Head(
                prefix,
                context,
                from,
                synced,
                said,
                saidFor,
                unheld,
                announced,
                at,
                newest,
                told,
                undeclaredSince,
                any,
                any,
                any,
                0);
    }

    Beyond beyond(SortedMap<EventKey, Long> offenders) {
        return Beyond.of(unheld, announced, exact - 1, specifics - 1, offending - 1, offenders, asked);
    }
}
