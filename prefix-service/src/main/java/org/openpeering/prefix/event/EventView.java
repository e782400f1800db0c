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

    private static String seen(RoutingEvent event) {
        return "%s of %s %s seen by %s, with confidence %d of 100"
                .formatted(
                        event.type() == EventType.PREFIX_WITHDRAWAL_EVENT ? "The withdrawal" : "The announcement",
                        event.offendingPrefix(),
                        event.ended() == null ? "is" : "was",
                        Prose.count(event.vantages().size(), "vantage point"),
                        event.confidence());
    }
}
