/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.text.Prose;

/** What happens to an open event whatever its type. */
final class Life {
    /** Source of the evidence that tells what the limits keep out. */
    static final String LIMITS = "limits";

    /** Source of the evidence that tells how much of a route's attributes was left out. */
    static final String TRIMMED = "limits:attributes";

    /** Source of the evidence that nobody is known to carry it, since the limits have left out who may. */
    static final String UNSEEN = "limits:carriers";

    /** Source of the evidence that tells why an event is not as grave as others of its type. */
    static final String MAINTENANCE = "maintenance";

    private Life() {}

    /** The same event under another id. */
    static RoutingEvent named(RoutingEvent event, String id) {
        return event.but().id(id).build();
    }

    /** An open event that nobody who is held carries any more, while others may. */
    static RoutingEvent unseen(RoutingEvent open) {
        List<Evidence> evidence = new ArrayList<>(open.evidence());
        evidence.add(new Evidence(
                "Nobody who is held carries it any more; the limits have left out others, and all collectors are"
                        + " asked.",
                UNSEEN,
                0));
        return next(open, List.of(), List.of(), evidence);
    }

    /** The end of an event that gives its place to an offender who has none. */
    static String folded(ObservedRoute route) {
        return "It counts among the others of " + Origin.words(route)
                + " from here on: the limits leave it no event of its own.";
    }

    static RoutingEvent end(RoutingEvent open, Instant at, String cause) {
        // Clocks of collectors differ: an event never ends before it began.
        Instant ended = at.isBefore(open.lastSeen()) ? open.lastSeen() : at;
        return open.but()
                .revision(open.revision() + 1)
                .ended(ended, cause)
                .summary(Prose.sentences(List.of(open.summary(), "It has ended", cause)))
                .build();
    }

    /** With one more word on the limits in place of the one before. */
    static RoutingEvent withLimits(RoutingEvent open, String words) {
        List<Evidence> evidence = new ArrayList<>(open.evidence());
        evidence.removeIf(item -> item.source().equals(LIMITS));
        evidence.add(new Evidence(words, LIMITS, 0));
        return next(open, open.vantages(), open.firstHops(), evidence);
    }

    /** The same event, as Information, with the reason. */
    static RoutingEvent softened(RoutingEvent event, Evidence why) {
        List<Evidence> evidence = new ArrayList<>(event.evidence());
        evidence.add(why);
        return next(event, event.revision(), EventLevel.INFORMATION, event.vantages(), event.firstHops(), evidence);
    }

    /** As grave as others of its type. */
    static RoutingEvent raised(RoutingEvent open) {
        List<Evidence> evidence = new ArrayList<>(open.evidence());
        evidence.removeIf(item -> item.source().equals(MAINTENANCE));
        evidence.add(new Evidence("It goes on after the maintenance window in which it came.", MAINTENANCE, 0));
        return next(open, open.revision() + 1, open.type().level(), open.vantages(), open.firstHops(), evidence);
    }

    private static RoutingEvent next(
            RoutingEvent open, List<String> vantages, List<Asn> firstHops, List<Evidence> evidence) {
        return next(open, open.revision() + 1, open.level(), vantages, firstHops, evidence);
    }

    private static RoutingEvent next(
            RoutingEvent open,
            long revision,
            EventLevel level,
            List<String> vantages,
            List<Asn> firstHops,
            List<Evidence> evidence) {
        return open.but()
                .revision(revision)
                .level(level)
                .vantages(vantages)
                .firstHops(firstHops)
                .evidence(evidence)
                .build();
    }
}
