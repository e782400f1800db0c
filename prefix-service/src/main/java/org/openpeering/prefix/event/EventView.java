/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.text.Prose;

/** An event in Azure's shape, as {@code $expand=events} shows it (contract section B.1). */
@RegisterForReflection
public record EventView(
        Instant eventTimestamp,
        EventType eventType,
        String eventSummary,
        EventLevel eventLevel,
        String eventDescription) {
    static EventView of(RoutingEvent event) {
        return new EventView(event.firstSeen(), event.type(), event.summary(), event.level(), description(event));
    }

    /** What was found, by how many and how surely, and whether it goes on; what is a moment does neither go on nor end. */
    private static String description(RoutingEvent event) {
        List<String> pieces = new ArrayList<>();
        event.evidence().forEach(item -> pieces.add(item.what()));
        if (event.type() != EventType.COLLECTOR_GAP_EVENT) {
            pieces.add(seen(event));
        }
        if (!event.type().isMoment()) {
            pieces.add(event.ended() == null ? "It goes on" : "It ended at " + event.ended());
            pieces.add(Objects.requireNonNullElse(event.endCause(), ""));
        }
        return Prose.sentences(pieces);
    }

    private static String what(EventType type) {
        return switch (type) {
            case PREFIX_WITHDRAWAL_EVENT, PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT -> "The withdrawal";
            case PREFIX_ACTIVE_PATH, PREFIX_BACKUP_PATH, PREFIX_AS_PATH_CHANGE_EVENT -> "The path";
            case PREFIX_SUBOPTIMAL_ROUTING_EVENT -> "The routing";
            case PREFIX_LATENCY_DEGRADATION_EVENT -> "The degradation";
            case PREFIX_GEOLOCATION_EVENT -> "The contradiction";
            case PREFIX_FLAPPING_EVENT -> "The flapping";
            case PREFIX_VISIBILITY_LOSS_EVENT -> "The loss";
            case PREFIX_ANNOUNCEMENT_EVENT,
                    PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT,
                    PREFIX_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_SUB_PREFIX_HIJACK_EVENT,
                    PREFIX_COVERING_ANNOUNCEMENT_EVENT,
                    PREFIX_MORE_SPECIFIC_EVENT,
                    PREFIX_FORGED_ORIGIN_EVENT,
                    PREFIX_ROUTE_LEAK_EVENT,
                    PREFIX_SQUATTING_EVENT,
                    PREFIX_RPKI_INVALID_EVENT,
                    COLLECTOR_GAP_EVENT,
                    PREFIX_INCIDENT_EVENT -> "The announcement";
        };
    }

    private static String seen(RoutingEvent event) {
        return "%s of %s %s seen by %s, with confidence %d of 100"
                .formatted(
                        what(event.type()),
                        event.offendingPrefix(),
                        event.ended() == null ? "is" : "was",
                        Prose.count(event.vantages().size(), "vantage point"),
                        event.confidence());
    }
}
