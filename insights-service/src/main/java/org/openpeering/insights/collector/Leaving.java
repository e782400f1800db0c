/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.collector.SessionObservation.DownReason;

/**
 * A peer that is gone, or is not judged any more, as long as not all of its routes are told as withdrawn: that takes slices,
 * between which others have their turns. Who asks for a peer that is gone does not find it any more, and what is monitored
 * meanwhile does not hear that it has routes. Used in a turn.
 */
final class Leaving {
    private final DownReason reason;
    private final String error;
    private final Optional<Instant> routerTime;
    private final Instant now;
    private final boolean stays;
    private final Set<RouteId> around = new HashSet<>();
    private @Nullable IpPrefix last;

    Leaving(DownReason reason, String error, Optional<Instant> routerTime, Instant now) {
        this(reason, error, routerTime, now, false);
    }

    private Leaving(DownReason reason, String error, Optional<Instant> routerTime, Instant now, boolean stays) {
        this.reason = reason;
        this.error = error;
        this.routerTime = routerTime;
        this.now = now;
        this.stays = stays;
    }

    /** The peer is there and goes on, and is not judged any more. */
    static Leaving unjudged(Instant now) {
        return new Leaving(DownReason.DECONFIGURED, "", Optional.empty(), now, true);
    }

    boolean stays() {
        return stays;
    }

    /** The next monitored prefix to be looked at, null behind the last. */
    @Nullable
    IpPrefix next(NavigableSet<IpPrefix> monitored) {
        IpPrefix before = last;
        IpPrefix next = monitored.isEmpty() ? null : before == null ? monitored.first() : monitored.higher(before);
        last = next == null ? before : next;
        return next;
    }

    /** Whether a route that holds monitored prefixes is looked at for the first time: one holds many. */
    boolean first(RouteId covering) {
        return around.add(covering);
    }

    Cause cause() {
        return reason.seen() ? Cause.PEER_DOWN : Cause.OUT_OF_SIGHT;
    }

    Optional<Instant> routerTime() {
        return routerTime;
    }

    Instant now() {
        return now;
    }

    /** What is told at the end. */
    SessionObservation.Down down(PeerSession session) {
        return new SessionObservation.Down(session, reason, error, routerTime, now);
    }
}
