/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * What makes two findings of a monitored prefix the same event: one is open at a time.
 *
 * @param offending the prefix announced
 * @param offender the origin seen, the network on the way, or for a session's events the session; empty where there is none
 */
public record EventKey(EventType type, IpPrefix offending, String offender) implements Comparable<EventKey> {
    private static final Comparator<EventKey> ORDER = Comparator.comparing(EventKey::type)
            .thenComparing(EventKey::offending)
            .thenComparing(EventKey::offender);

    /** The key of an event, which its first sample tells: that one is never dropped. Without any nobody offends. */
    public static EventKey of(RoutingEvent event) {
        if (event.type() == EventType.PREFIX_FLAPPING_EVENT) {
            return new EventKey(event.type(), event.offendingPrefix(), FlapDetector.offender(event.rule()));
        }
        if (Quality.judges(event.type())) {
            return new EventKey(event.type(), event.prefix(), Quality.offender(event));
        }
        if (event.samples().isEmpty()) {
            return new EventKey(event.type(), event.offendingPrefix(), "");
        }
        ObservedRoute first = event.samples().getFirst();
        Asn upstream = event.seenUpstream();
        return byUpstream(event.type()) && upstream != null
                ? new EventKey(event.type(), first.prefix(), upstream.toString())
                : of(event.type(), first);
    }

    /** Whether the offender is not the origin, but a network on the way. */
    static boolean byUpstream(EventType type) {
        return type == EventType.PREFIX_FORGED_ORIGIN_EVENT || type == EventType.PREFIX_ROUTE_LEAK_EVENT;
    }

    /** Of a route, as far as it tells the offender. */
    static EventKey of(EventType type, ObservedRoute route) {
        String offender = switch (type) {
            case PREFIX_ANNOUNCEMENT_EVENT,
                    PREFIX_WITHDRAWAL_EVENT,
                    PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT,
                    PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT -> Session.of(route).toString();
            case PREFIX_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_SUB_PREFIX_HIJACK_EVENT,
                    PREFIX_COVERING_ANNOUNCEMENT_EVENT,
                    PREFIX_MORE_SPECIFIC_EVENT,
                    PREFIX_SQUATTING_EVENT,
                    PREFIX_RPKI_INVALID_EVENT -> Origin.text(route);
            case PREFIX_ACTIVE_PATH,
                    PREFIX_BACKUP_PATH,
                    PREFIX_AS_PATH_CHANGE_EVENT,
                    PREFIX_FLAPPING_EVENT,
                    PREFIX_VISIBILITY_LOSS_EVENT -> "";
            case PREFIX_FORGED_ORIGIN_EVENT,
                    PREFIX_ROUTE_LEAK_EVENT,
                    COLLECTOR_GAP_EVENT,
                    PREFIX_INCIDENT_EVENT,
                    PREFIX_SUBOPTIMAL_ROUTING_EVENT,
                    PREFIX_LATENCY_DEGRADATION_EVENT,
                    PREFIX_GEOLOCATION_EVENT ->
                throw new IllegalArgumentException("a route does not tell who offends by " + type.wire());
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
