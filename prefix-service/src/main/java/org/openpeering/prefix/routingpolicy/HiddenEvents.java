/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;

/**
 * Which events that go on a policy would hide, and by which of its parts: nobody is to silence an attack unawares. Follows
 * the detectors, which end an event that the owner's word acquits. A maintenance window hides nothing Critical, and a prefix
 * that is declared not to be announced has other events instead. Pure.
 */
final class HiddenEvents {
    private HiddenEvents() {}

    /** @param open what goes on now */
    static List<PolicyWarning> of(RoutingPolicy policy, List<RoutingEvent> open, Instant now) {
        List<PolicyWarning> warnings = new ArrayList<>();
        for (Asn upstream : policy.upstreams()) {
            add(
                    warnings,
                    open,
                    "properties.upstreams",
                    "lets " + upstream + ", which forges the origin of them, stand next to a legal origin",
                    event -> forges(event, upstream));
        }
        for (Asn sibling : policy.siblings()) {
            add(
                    warnings,
                    open,
                    "properties.siblings",
                    "takes " + sibling + ", which offends in them, for a network of the same owner",
                    event -> originates(event, sibling) || forges(event, sibling));
        }
        if (policy.announced()) {
            add(
                    warnings,
                    open,
                    "properties.announced",
                    "lets the prefix be announced by those whom they tell of",
                    HiddenEvents::squatsLegally);
        }
        for (int i = 0; i < policy.exceptions().size(); i++) {
            AcceptedException exception = policy.exceptions().get(i);
            add(
                    warnings,
                    open,
                    "properties.exceptions[" + i + "]",
                    "accepts them until " + exception.expires(),
                    event -> accepts(exception, event, now));
        }
        return warnings;
    }

    private static void add(
            List<PolicyWarning> warnings,
            List<RoutingEvent> open,
            String target,
            String what,
            Predicate<RoutingEvent> hidden) {
        List<String> ids =
                open.stream().filter(hidden).map(RoutingEvent::id).sorted().toList();
        if (!ids.isEmpty()) {
            warnings.add(new PolicyWarning(
                    ids, target, "Hides Critical events that go on now: '" + target + "' " + what + "."));
        }
    }

    private static boolean originates(RoutingEvent event, Asn asn) {
        return asn.equals(event.seenOrigin()) && !event.expectedOrigins().contains(asn);
    }

    private static boolean forges(RoutingEvent event, Asn asn) {
        return event.type() == EventType.PREFIX_FORGED_ORIGIN_EVENT && asn.equals(event.seenUpstream());
    }

    /** What is announced by others is told as theirs from then on. */
    private static boolean squatsLegally(RoutingEvent event) {
        return event.type() == EventType.PREFIX_SQUATTING_EVENT
                && event.seenOrigin() != null
                && event.expectedOrigins().contains(event.seenOrigin());
    }

    private static boolean accepts(AcceptedException exception, RoutingEvent event, Instant now) {
        return now.isBefore(exception.expires())
                && (exception.eventType() == null || exception.eventType() == event.type())
                && (exception.asn() == null || exception.asn().equals(offender(event)))
                && (exception.prefix() == null || exception.prefix().equals(event.offendingPrefix()));
    }

    /** Who stands where it should not, or else the origin; null: a set, which names nobody. */
    private static @Nullable Asn offender(RoutingEvent event) {
        return event.seenUpstream() == null ? event.seenOrigin() : event.seenUpstream();
    }
}
