/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Optional;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/** Who originates a route, as RFC 6811 section 2 counts: the last AS, the peer's own for an empty path, none for a set. */
final class Origin {
    private Origin() {}

    static Optional<Asn> of(ObservedRoute route) {
        return of(route.asPath(), route.peerAsn());
    }

    static Optional<Asn> of(AsPath path, Asn peerAsn) {
        return path.length() == 0 ? Optional.of(peerAsn) : path.origin();
    }

    static Offender named(Held route) {
        return Offender.origin(route.asPath(), route.peerAsn());
    }

    /** The origin as an offender's name: the number, or the members of the AS_SET. */
    static String text(ObservedRoute route) {
        return Offender.origin(route.asPath(), route.peerAsn()).toString();
    }

    /** The origin for people. */
    static String words(ObservedRoute route) {
        return of(route)
                .map(origin -> "origin AS" + origin)
                .orElseGet(() -> "the AS_SET " + text(route) + " as origin");
    }

    /** False while no legal origin is declared: then no origin is called wrong. An AS_SET is never legal. */
    static boolean offends(MonitoredPrefix context, ObservedRoute route) {
        return offends(context, route.asPath(), route.peerAsn());
    }

    static boolean offends(MonitoredPrefix context, Held route) {
        return offends(context, route.asPath(), route.peerAsn());
    }

    private static boolean offends(MonitoredPrefix context, AsPath path, Asn peerAsn) {
        return !context.legalOrigins().isEmpty()
                && of(path, peerAsn)
                        .map(origin -> !context.legalOrigins().contains(origin))
                        .orElse(true);
    }

    /** Whether somebody originates it who is declared to be legal. */
    static boolean legal(MonitoredPrefix context, Held route) {
        return !context.legalOrigins().isEmpty() && !offends(context, route);
    }
}
