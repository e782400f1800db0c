/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;

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

    private static String description(RoutingEvent event) {
        String reasons =
                event.evidence().stream().map(RoutingEvent.Evidence::what).collect(Collectors.joining("; "));
        String end = event.ended() == null
                ? "It goes on."
                : "It ended at " + event.ended() + (event.endCause() == null ? "." : ": " + event.endCause() + ".");
        return "%s%sAnnounced prefix %s, seen by %d vantage points, confidence %d of 100. %s"
                .formatted(
                        reasons,
                        reasons.isEmpty() ? "" : ". ",
                        event.offendingPrefix(),
                        event.vantages().size(),
                        event.confidence(),
                        end);
    }
}
