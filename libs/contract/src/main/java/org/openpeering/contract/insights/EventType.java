/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import org.openpeering.contract.arm.WireEnum;

/** Kinds of routing event: Azure's documented types (contract section C.8), and ours in the same style. */
public enum EventType implements WireEnum {
    PREFIX_ANNOUNCEMENT_EVENT(EventLevel.INFORMATION),
    PREFIX_WITHDRAWAL_EVENT(EventLevel.WARNING),
    PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT(EventLevel.INFORMATION),
    PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT(EventLevel.WARNING),
    /** What the best route of the primary sessions is now. */
    PREFIX_ACTIVE_PATH(EventLevel.INFORMATION),
    /** What the best route of the backup sessions is now. */
    PREFIX_BACKUP_PATH(EventLevel.INFORMATION),
    PREFIX_ORIGIN_AS_CHANGE_EVENT(EventLevel.CRITICAL),
    PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT(EventLevel.ERROR),
    PREFIX_SUB_PREFIX_HIJACK_EVENT(EventLevel.CRITICAL),
    /** What holds the prefix is announced anew, by somebody else. */
    PREFIX_COVERING_ANNOUNCEMENT_EVENT(EventLevel.WARNING),
    /** A part of it by a legal origin. */
    PREFIX_MORE_SPECIFIC_EVENT(EventLevel.INFORMATION),
    /** A legal origin behind a network that is not known to be its neighbour. */
    PREFIX_FORGED_ORIGIN_EVENT(EventLevel.CRITICAL),
    /** A network passes on what it should have kept for itself (RFC 7908). */
    PREFIX_ROUTE_LEAK_EVENT(EventLevel.CRITICAL),
    /** Announced, though it is declared not to be. */
    PREFIX_SQUATTING_EVENT(EventLevel.CRITICAL),
    PREFIX_RPKI_INVALID_EVENT(EventLevel.ERROR),
    PREFIX_VISIBILITY_LOSS_EVENT(EventLevel.ERROR),
    /** Another path through the partner, which has stayed. */
    PREFIX_AS_PATH_CHANGE_EVENT(EventLevel.INFORMATION),
    PREFIX_FLAPPING_EVENT(EventLevel.WARNING),
    /** Packets come by a way that is longer than the one that there is. */
    PREFIX_SUBOPTIMAL_ROUTING_EVENT(EventLevel.WARNING),
    /** Packets take longer than they did at this hour of the last days. */
    PREFIX_LATENCY_DEGRADATION_EVENT(EventLevel.WARNING),
    /** Where the prefix is said to be cannot be so: measured times are shorter than light needs. Of the data, not of a route. */
    PREFIX_GEOLOCATION_EVENT(EventLevel.INFORMATION),
    /** The network itself lost sight of what the prefix depends on; told of a {@link CollectorGap}, not by a detector. */
    COLLECTOR_GAP_EVENT(EventLevel.ERROR),
    /** Many events of one cause, told as one; told by who records events, not by a detector. */
    PREFIX_INCIDENT_EVENT(EventLevel.ERROR);

    private final EventLevel level;

    EventType(EventLevel level) {
        this.level = level;
    }

    /** Of most events of the type; {@link RoutingEvent#level} is that of one. */
    public EventLevel level() {
        return level;
    }

    /** A moment, not a span: nothing that goes on, so nothing that ends. */
    public boolean isMoment() {
        return switch (this) {
            case PREFIX_ANNOUNCEMENT_EVENT,
                    PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT,
                    PREFIX_ACTIVE_PATH,
                    PREFIX_BACKUP_PATH,
                    PREFIX_AS_PATH_CHANGE_EVENT -> true;
            case PREFIX_WITHDRAWAL_EVENT,
                    PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT,
                    PREFIX_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_SUB_PREFIX_HIJACK_EVENT,
                    PREFIX_COVERING_ANNOUNCEMENT_EVENT,
                    PREFIX_MORE_SPECIFIC_EVENT,
                    PREFIX_FORGED_ORIGIN_EVENT,
                    PREFIX_ROUTE_LEAK_EVENT,
                    PREFIX_SQUATTING_EVENT,
                    PREFIX_RPKI_INVALID_EVENT,
                    PREFIX_VISIBILITY_LOSS_EVENT,
                    PREFIX_FLAPPING_EVENT,
                    PREFIX_SUBOPTIMAL_ROUTING_EVENT,
                    PREFIX_LATENCY_DEGRADATION_EVENT,
                    PREFIX_GEOLOCATION_EVENT,
                    COLLECTOR_GAP_EVENT,
                    PREFIX_INCIDENT_EVENT -> false;
        };
    }
}
