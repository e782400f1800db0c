/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Routes.Held;
import org.openpeering.insights.quality.Facts.Ways;
import org.openpeering.insights.quality.PathLengths;

/**
 * What the network's own sessions have beside the best primary route. What routers prefer for reasons of their own is not
 * seen: a part of the prefix always wins, a shorter path does where nothing else is set.
 */
final class OtherWays {
    private static final int ALWAYS = 90;
    private static final int USUALLY = 60;

    private OtherWays() {}

    /** Whether a route of another session may be one: what it takes to ask costs less than to look. */
    static boolean mayBe(MonitoredPrefix context, Memory memory, Held route) {
        int networks = memory.primary().way().size();
        if (networks == 0 && memory.standing().lengths().equals(PathLengths.NONE)) {
            return false;
        }
        boolean part = route.prefix().length() > context.prefix().length();
        boolean exact = route.prefix().equals(context.prefix());
        return (part || (exact && (networks == 0 || networks(route.asPath(), route.peerAsn()) < networks)))
                && Origin.legal(context, route);
    }

    /** @param before whether the partner's primary session has carried it: a way around is none before */
    static Ways of(
            MonitoredPrefix context,
            PrefixState state,
            @Nullable ObservedRoute best,
            Set<Asn> partner,
            boolean before) {
        boolean required = false;
        String around = null;
        String shorter = null;
        for (Held route : state.exact().held()) {
            if (route.session().vantage()) {
                continue;
            }
            boolean primary = Session.required(context, route, SessionRole.PRIMARY);
            required |= primary || Session.required(context, route, SessionRole.BACKUP);
            if (before && around == null && without(route, partner) && Origin.legal(context, route)) {
                around = words("The network holds", route) + ", in which the partner is not.";
            }
            if (best != null && shorter == null && !primary && shorter(route, best) && Origin.legal(context, route)) {
                shorter = words("Shorter than the primary route is", route) + ".";
            }
        }
        String part = best == null || partner.isEmpty() ? null : part(context, state, partner);
        return new Ways(
                required,
                partner.isEmpty() ? null : around,
                part == null ? shorter : part,
                part == null ? USUALLY : ALWAYS);
    }

    private static @Nullable String part(MonitoredPrefix context, PrefixState state, Set<Asn> partner) {
        for (Held route : state.others().held()) {
            if (!route.session().vantage()
                    && route.prefix().length() > context.prefix().length()
                    && Origin.legal(context, route)
                    && without(route, partner)) {
                return words("Of " + route.prefix() + ", which is a part of it, the network holds", route)
                        + "; the longer prefix wins.";
            }
        }
        return null;
    }

    private static boolean without(Held route, Set<Asn> partner) {
        return !partner.contains(route.peerAsn()) && route.asPath().asns().noneMatch(partner::contains);
    }

    /** With prepending and without: what a neighbour prepends is its own wish. */
    private static boolean shorter(Held route, ObservedRoute best) {
        return route.asPath().length() < best.asPath().length()
                && networks(route.asPath(), route.peerAsn()) < networks(best.asPath(), best.peerAsn());
    }

    private static long networks(AsPath path, Asn peer) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(peer), path.asns())
                .distinct()
                .count();
    }

    private static String words(String what, Held route) {
        ObservedRoute seen = route.route();
        return what + " the route of " + Wording.peer(seen) + ", " + Wording.path(seen);
    }
}
