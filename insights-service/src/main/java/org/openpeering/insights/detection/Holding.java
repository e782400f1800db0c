/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.PrefixState.Beyond;

/**
 * Which routes are held when there are more than the limits allow: those of an origin that is not legal before those of
 * the owner, or a thousand parts that the owner announces would hide the one that it does not.
 */
record Holding(Limits limits) {
    /** More than any message of ordinary size carries (4,096 bytes, RFC 4271 section 4.1). */
    private static final int MOST_ATTRIBUTES = 1_000;

    /**
     * The route without what only an extended message can carry (RFC 8654): an announcer must not choose the size of our
     * messages. The neighbour and the origin stay.
     */
    static ObservedRoute trimmed(ObservedRoute route) {
        List<List<Asn>> hops = route.asPath().hops();
        List<Community> communities = route.communities();
        if (hops.size() <= MOST_ATTRIBUTES && communities.size() <= MOST_ATTRIBUTES) {
            return route;
        }
        List<List<Asn>> kept = new ArrayList<>(hops.subList(0, Math.min(hops.size(), MOST_ATTRIBUTES - 1)));
        if (hops.size() >= MOST_ATTRIBUTES) {
            kept.add(hops.getLast().stream().limit(MOST_ATTRIBUTES).toList());
        }
        return new ObservedRoute(
                route.prefix(),
                route.pathId(),
                route.router(),
                route.peerAddress(),
                route.peerAsn(),
                new AsPath(kept),
                communities.subList(0, Math.min(communities.size(), MOST_ATTRIBUTES)),
                route.nextHop(),
                route.since(),
                route.routerTime());
    }

    /** Holds the route in place of the one before, in a free place or in a legal one's; else counts it. */
    PrefixState hold(PrefixState state, ObservedRoute route) {
        boolean exact = route.prefix().equals(state.prefix());
        int most = exact ? limits.exactRoutes() : limits.moreSpecificRoutes();
        int held = exact ? state.exact().size() : state.specifics().size();
        if (held < most || state.route(RouteKey.of(route)) != null) {
            return state.with(route);
        }
        Beyond beyond = new Beyond(state.beyond().unheld() + 1, state.beyond().announced());
        return exact
                ? state.with(beyond)
                : legalOne(state, route)
                        .map(legal -> state.without(legal).with(route).with(beyond))
                        .orElseGet(() -> state.with(beyond));
    }

    private static Optional<RouteKey> legalOne(PrefixState state, ObservedRoute route) {
        MonitoredPrefix context = state.context();
        return context == null || !Origin.offends(context, route)
                ? Optional.empty()
                : state.specifics().values().stream()
                        .filter(held -> !Origin.offends(context, held))
                        .findFirst()
                        .map(RouteKey::of);
    }
}
