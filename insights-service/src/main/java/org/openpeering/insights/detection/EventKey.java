/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;

/**
 * What makes two findings of a monitored prefix the same event: one is open at a time.
 *
 * @param offending the prefix announced
 * @param offender the origin seen, or for a session's events the session
 */
public record EventKey(EventType type, IpPrefix offending, String offender) implements Comparable<EventKey> {
    private static final Comparator<EventKey> ORDER = Comparator.comparing(EventKey::type)
            .thenComparing(EventKey::offending)
            .thenComparing(EventKey::offender);

    /** The key of an event, which its first sample tells: that one is never dropped. */
    public static EventKey of(RoutingEvent event) {
        return of(event.type(), event.samples().getFirst());
    }

    /** The key of an event that tells of a route whose origin is not legal. */
    static EventKey offence(IpPrefix monitored, ObservedRoute route) {
        return of(
                route.prefix().equals(monitored)
                        ? EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT
                        : EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT,
                route);
    }

    static EventKey of(EventType type, ObservedRoute route) {
        String offender = switch (type) {
            case PREFIX_ANNOUNCEMENT_EVENT, PREFIX_WITHDRAWAL_EVENT ->
                Session.of(route).toString();
            case PREFIX_ORIGIN_AS_CHANGE_EVENT, PREFIX_SUB_PREFIX_HIJACK_EVENT -> Origin.text(route);
            case COLLECTOR_GAP_EVENT -> throw new IllegalArgumentException("a route is no gap");
        };
        return new EventKey(type, route.prefix(), offender);
    }

    /**
     * An id that processing the same input again gives again.
     *
     * @param declaration see {@link Step#declaration()}
     */
    String id(IpPrefix monitored, Instant opened, long declaration) {
        String name = monitored + "|" + this + "|" + opened + "|" + declaration;
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }

    @Override
    public int compareTo(EventKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type.wire() + "|" + offending + "|" + offender;
    }
}
