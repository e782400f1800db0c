/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.text.Prose;

/** A gap as an event of one of the prefixes that it concerns. Pure. */
final class GapEvent {
    private static final String RULE = "collector-gap/1";

    private GapEvent() {}

    /** The same for the same gap and prefix, whatever is said of them. */
    static String id(String gap, IpPrefix prefix) {
        return UUID.nameUUIDFromBytes((gap + "|" + prefix).getBytes(UTF_8)).toString();
    }

    static RoutingEvent of(CollectorGap gap, IpPrefix prefix) {
        return new RoutingEvent(
                id(gap.id(), prefix),
                gap.revision(),
                EventType.COLLECTOR_GAP_EVENT,
                EventType.COLLECTOR_GAP_EVENT.level(),
                gap.open() ? RoutingEvent.Status.OPEN : RoutingEvent.Status.ENDED,
                100,
                prefix,
                prefix,
                List.of(),
                null,
                gap.since(),
                gap.lastSeen(),
                gap.ended(),
                gap.endCause(),
                List.of(),
                List.of(),
                evidence(gap),
                List.of(),
                RULE,
                gap.summary());
    }

    private static List<Evidence> evidence(CollectorGap gap) {
        String source = "gap:" + gap.cause().wire();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(Prose.sentence(gap.unseen()), source, 100));
        if (gap.missed() > 0) {
            evidence.add(new Evidence("Counted so far: " + gap.missed() + ".", source, 0));
        }
        if (gap.times() > 1) {
            evidence.add(new Evidence("It came " + gap.times() + " times.", source, 0));
        }
        return evidence;
    }
}
