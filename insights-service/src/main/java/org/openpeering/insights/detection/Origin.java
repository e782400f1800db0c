/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;

/** Who originates a route, as RFC 6811 section 2 counts: the last AS, the peer's own for an empty path, none for a set. */
final class Origin {
    private Origin() {}

    static Optional<Asn> of(ObservedRoute route) {
        return of(route.asPath(), route.peerAsn());
    }

    private static Optional<Asn> of(AsPath path, Asn peerAsn) {
        return path.length() == 0 ? Optional.of(peerAsn) : path.origin();
    }

    /**
     * An origin by its name, see {@link #text}.
     *
     * @param asn null for an AS_SET
     */
    record Named(String name, @Nullable Asn asn) {
        static Named of(String name) {
            return new Named(name, name.startsWith("{") ? null : new Asn(Long.parseLong(name)));
        }

        boolean originates(AsPath path, Asn peerAsn) {
            return Origin.of(path, peerAsn).map(origin -> origin.equals(asn)).orElseGet(() -> name.equals(set(path)));
        }

        /** As {@link Origin#offends}. */
        boolean offends(MonitoredPrefix context) {
            return !context.legalOrigins().isEmpty()
                    && (asn == null || !context.legalOrigins().contains(asn));
        }
    }

    /** The origin as an offender's name: the number, or the members of the AS_SET. */
    static String text(ObservedRoute route) {
        return of(route).map(Asn::toString).orElseGet(() -> set(route.asPath()));
    }

    private static String set(AsPath path) {
        return path.hops().getLast().stream().distinct().map(Asn::toString).collect(Collectors.joining(",", "{", "}"));
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
