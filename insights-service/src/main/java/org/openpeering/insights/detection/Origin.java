/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Optional;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;

/** Who originates a route, as RFC 6811 section 2 counts: the last AS, the peer's own for an empty path, none for a set. */
final class Origin {
    private Origin() {}

    static Optional<Asn> of(ObservedRoute route) {
        return route.asPath().length() == 0
                ? Optional.of(route.peerAsn())
                : route.asPath().origin();
    }

    /** The origin as an offender's name: the number, or the members of the AS_SET. */
    static String text(ObservedRoute route) {
        return of(route)
                .map(Asn::toString)
                .orElseGet(() -> route.asPath().hops().getLast().stream()
                        .distinct()
                        .map(Asn::toString)
                        .collect(Collectors.joining(",", "{", "}")));
    }

    /** The origin for people. */
    static String words(ObservedRoute route) {
        return of(route)
                .map(origin -> "origin AS" + origin)
                .orElseGet(() -> "the AS_SET " + text(route) + " as origin");
    }

    /** False while no legal origin is declared: then no origin is called wrong. An AS_SET is never legal. */
    static boolean offends(MonitoredPrefix context, ObservedRoute route) {
        return !context.legalOrigins().isEmpty()
                && of(route)
                        .map(origin -> !context.legalOrigins().contains(origin))
                        .orElse(true);
    }
}
