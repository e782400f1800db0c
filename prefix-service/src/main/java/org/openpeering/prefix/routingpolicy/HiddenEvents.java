/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;

/** Which events that go on a policy would hide, and by which of its parts: nobody is to silence an attack unawares. Pure. */
final class HiddenEvents {
    private HiddenEvents() {}

    /** @param open what goes on now */
    static List<PolicyWarning> of(RoutingPolicy policy, List<RoutingEvent> open, Instant now) {
        List<PolicyWarning> warnings = new ArrayList<>();
        for (Asn sibling : policy.siblings()) {
            add(
                    warnings,
                    open,
                    "properties.siblings",
                    "takes " + sibling + ", which is the origin of them, for a network of the same owner",
                    event -> sibling.equals(event.seenOrigin())
                            && !event.expectedOrigins().contains(sibling));
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

    private static boolean accepts(AcceptedException exception, RoutingEvent event, Instant now) {
        return now.isBefore(exception.expires())
                && (exception.eventType() == null || exception.eventType() == event.type())
                && (exception.asn() == null || offenders(event).anyMatch(exception.asn()::equals))
                && (exception.prefix() == null || exception.prefix().equals(event.offendingPrefix()));
    }

    /** The origin that was seen, and who stands next to it. */
    private static Stream<Asn> offenders(RoutingEvent event) {
        Stream<Asn> neighbours =
                event.samples().stream().limit(1).flatMap(route -> Neighbours.ofOrigin(route.asPath()).stream());
        return Stream.concat(Stream.ofNullable(event.seenOrigin()), neighbours);
    }
}
