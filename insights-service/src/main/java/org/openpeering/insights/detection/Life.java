/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.text.Prose;

/** What happens to an open event whatever its type. */
final class Life {
    /** Source of the evidence that tells what the limits keep out. */
    static final String LIMITS = "limits";

    private Life() {}

    static RoutingEvent end(RoutingEvent open, Instant at, String cause) {
        // Clocks of collectors differ: an event never ends before it began.
        Instant ended = at.isBefore(open.lastSeen()) ? open.lastSeen() : at;
        return new RoutingEvent(
                open.id(),
                open.revision() + 1,
                open.type(),
                open.level(),
                RoutingEvent.Status.ENDED,
                open.confidence(),
                open.prefix(),
                open.offendingPrefix(),
                open.expectedOrigins(),
                open.seenOrigin(),
                open.firstSeen(),
                open.lastSeen(),
                ended,
                cause,
                open.vantages(),
                open.firstHops(),
                open.evidence(),
                open.samples(),
                open.rule(),
                Prose.sentences(List.of(open.summary(), "It has ended", cause)));
    }

    /** With one more word on the limits in place of the one before. */
    static RoutingEvent withLimits(RoutingEvent open, String words) {
        List<Evidence> evidence = new ArrayList<>(open.evidence());
        evidence.removeIf(item -> item.source().equals(LIMITS));
        evidence.add(new Evidence(words, LIMITS, 0));
        return new RoutingEvent(
                open.id(),
                open.revision() + 1,
                open.type(),
                open.level(),
                open.status(),
                open.confidence(),
                open.prefix(),
                open.offendingPrefix(),
                open.expectedOrigins(),
                open.seenOrigin(),
                open.firstSeen(),
                open.lastSeen(),
                open.ended(),
                open.endCause(),
                open.vantages(),
                open.firstHops(),
                evidence,
                open.samples(),
                open.rule(),
                open.summary());
    }
}
