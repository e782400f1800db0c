/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.PrefixState;

/**
 * A prefix's state with what is needed to tell a message that was applied before, and to tell again what it led to.
 *
 * @param changeOffset offset in {@code route-changes} of the last change with an effect, -1 for none
 * @param newest latest arrival among the changes with an effect
 * @param recent events that ended a short time ago, the oldest first
 * @param told revision of the PrefixRoutes that were sent last; those of the state may wait for their turn
 * @param undeclaredSince since when there is no declaration, 0 while there is one; wall clock, milliseconds
 */
record Tracked(
        PrefixState state, long changeOffset, Instant newest, List<Recent> recent, long told, long undeclaredSince) {
    /** Far above the time between two commits, far below what would burden the store. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final int MOST_KEPT = 64;

    Tracked {
        recent = recent.stream().sorted(Recent.ORDER).toList();
    }

    /**
     * @param told when it was, wall clock, milliseconds
     */
    @RegisterForReflection
    record Recent(RoutingEvent event, long told) {
        private static final Comparator<Recent> ORDER = Comparator.comparingLong(Recent::told)
                .thenComparing(recent -> recent.event().id());
    }

    static Tracked of(IpPrefix prefix) {
        return new Tracked(PrefixState.of(prefix), -1, Instant.EPOCH, List.of(), 0, 0);
    }

    /** After the effect of a declaration. */
    Tracked after(Effect effect, long now) {
        List<Recent> kept = new ArrayList<>(recent);
        kept.removeIf(ended -> ended.told() < now - KEPT.toMillis());
        effect.events().stream()
                .filter(event -> event.status() == Status.ENDED)
                .forEach(event -> kept.add(new Recent(event, now)));
        List<Recent> bounded = kept.subList(Math.max(0, kept.size() - MOST_KEPT), kept.size());
        boolean declared = effect.state().context() != null;
        long since = undeclaredSince > 0 ? undeclaredSince : now;
        return new Tracked(effect.state(), changeOffset, newest, bounded, told, declared ? 0 : since);
    }

    /** After the effect of a route change. */
    Tracked after(Effect effect, long now, long offset, Instant arrived) {
        Tracked next = after(effect, now);
        Instant latest = arrived.isAfter(newest) ? arrived : newest;
        return new Tracked(next.state, offset, latest, next.recent, next.told, next.undeclaredSince);
    }

    /** With a state that no message led to. */
    Tracked with(PrefixState now) {
        return new Tracked(now, changeOffset, newest, recent, told, undeclaredSince);
    }

    /** After the routes of the state were sent. */
    Tracked routesTold() {
        return new Tracked(state, changeOffset, newest, recent, state.said().revision(), undeclaredSince);
    }

    /** Whether there are routes to tell that were not sent. */
    boolean owesRoutes() {
        return state.said().monitoredRevision() > 0 && told < state.said().revision();
    }

    /** True for a change applied before. The arrival keeps a topic made anew, whose offsets start again, apart. */
    boolean knows(long offset, Instant arrived) {
        return offset <= changeOffset && !arrived.isAfter(newest);
    }
}
