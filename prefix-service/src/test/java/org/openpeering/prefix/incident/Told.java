/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import java.time.Instant;
import java.util.List;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** Events as detectors tell them. */
final class Told {
    static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    static final long OFFENDER = 64511;

    private Told() {}

    /** The n-th of some hundred prefixes. */
    static IpPrefix prefix(int n) {
        return IpPrefix.parse("2001:db8:" + Integer.toHexString(n) + "::/48");
    }

    static RoutingEvent hijack(int n, Instant at) {
        return event(
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT, prefix(n), OFFENDER, "edge-1|192.0.2.1", "bmp:edge-1", at);
    }

    static RoutingEvent gone(int n, String session, Instant at) {
        return event(EventType.PREFIX_WITHDRAWAL_EVENT, prefix(n), 0, session, "bmp:edge-1", at);
    }

    static RoutingEvent gap(int n, String cause, Instant at) {
        return event(EventType.COLLECTOR_GAP_EVENT, prefix(n), 0, "edge-1|192.0.2.1", "gap:" + cause, at);
    }

    static RoutingEvent event(EventType type, IpPrefix prefix, long origin, String session, String source, Instant at) {
        return new RoutingEvent(
                type.wire() + prefix + at,
                1,
                type,
                type.level(),
                type.isMoment() ? RoutingEvent.Status.ENDED : RoutingEvent.Status.OPEN,
                80,
                prefix,
                prefix,
                List.of(new Asn(64500)),
                origin == 0 ? null : new Asn(origin),
                at,
                at,
                type.isMoment() ? at : null,
                null,
                List.of(session),
                List.of(new Asn(64500)),
                List.of(new Evidence("So it is.", source, 80)),
                List.of(),
                "origin-change/1",
                "It happens.");
    }

    static RoutingEvent ended(RoutingEvent event, Instant at) {
        return event.but().revision(event.revision() + 1).ended(at, "withdrawn").build();
    }

    static RoutingEvent graver(RoutingEvent event, EventLevel level) {
        return event.but().revision(event.revision() + 1).level(level).build();
    }
}
