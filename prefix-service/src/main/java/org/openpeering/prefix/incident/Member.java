/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;

/**
 * An event as far as it counts for an incident.
 *
 * @param scope for whom: a subscription that may be told of it, or {@link Scope#OPERATOR}
 * @param incident to which it belongs; null: to none yet
 * @param quiet whether the incident is told in its place
 */
record Member(
        String scope,
        Cause cause,
        String event,
        long revision,
        EventType type,
        EventLevel level,
        int confidence,
        IpPrefix prefix,
        IpPrefix offending,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant ended,
        @Nullable String incident,
        boolean quiet) {
    static Member of(String scope, Cause cause, RoutingEvent event) {
        return new Member(
                scope,
                cause,
                event.id(),
                event.revision(),
                event.type(),
                event.level(),
                event.confidence(),
                event.prefix(),
                event.offendingPrefix(),
                event.firstSeen(),
                event.lastSeen(),
                event.ended(),
                null,
                false);
    }

    /** What is said of it later; who it is and where it belongs stays. */
    Member next(RoutingEvent said) {
        Member next = of(scope, cause, said);
        return incident == null ? next : next.in(incident, quiet);
    }

    Member in(String id, boolean told) {
        return new Member(
                scope,
                cause,
                event,
                revision,
                type,
                level,
                confidence,
                prefix,
                offending,
                firstSeen,
                lastSeen,
                ended,
                id,
                told);
    }

    boolean open() {
        return ended == null;
    }

    /** What happens to one prefix again and again is not many. */
    String subject() {
        return prefix + "|" + offending;
    }
}
