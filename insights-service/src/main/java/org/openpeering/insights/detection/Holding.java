/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * Which routes are held when there are more than the limits allow. No offender is hidden by others: first a legal route
 * makes room that no session is required to announce, then one of the routes that are equal to others in prefix and
 * origin, then one of an origin that announces several parts. What is not held, or had to go, is counted.
 */
record Holding(Limits limits, Interner interner, List<Offences> kinds) {
    /** AS numbers of a path, and communities: more than any message of ordinary size carries (RFC 4271 section 4.1). */
    private static final int MOST_ATTRIBUTES = 1_000;

    /**
     * A route as it is held.
     *
     * @param left AS numbers and communities that were left out
     */
    record Trimmed(ObservedRoute route, int left) {}

    /**
     * The state with the route, or without it.
     *
     * @param evicted what gave its place to it
     */
    record Placed(PrefixState state, @Nullable ObservedRoute evicted) {}

    /**
     * The route without what only an extended message can carry (RFC 8654), or AS_SETs in great number: an announcer must
     * not choose the size of our messages. The neighbour and the origin stay.
     */
    static Trimmed trimmed(ObservedRoute route) {
        AsPath path = trimmed(route.asPath());
        List<Community> communities = route.communities();
        int left = size(route.asPath()) - size(path) + Math.max(0, communities.size() - MOST_ATTRIBUTES);
        return left == 0
                ? new Trimmed(route, 0)
                : new Trimmed(
                        new ObservedRoute(
                                route.prefix(),
                                route.pathId(),
                                route.router(),
                                route.peerAddress(),
                                route.peerAsn(),
                                path,
                                communities.subList(0, Math.min(communities.size(), MOST_ATTRIBUTES)),
                                route.nextHop(),
                                route.since(),
                                route.routerTime(),
                                route.session(),
                                route.onlyToCustomer()),
                        left);
    }

    private static int size(AsPath path) {
        int size = 0;
        for (List<Asn> hop : path.hops()) {
            size += hop.size();
        }
        return size;
    }

    private static AsPath trimmed(AsPath path) {
        if (size(path) <= MOST_ATTRIBUTES) {
            return path;
        }
        List<List<Asn>> hops = path.hops();
        List<Asn> last = hops.getLast().stream().limit(MOST_ATTRIBUTES / 2).toList();
        List<List<Asn>> kept = new ArrayList<>();
        int room = MOST_ATTRIBUTES - last.size();
        for (List<Asn> hop : hops.subList(0, hops.size() - 1)) {
            room -= hop.size();
            if (room < 0) {
                break;
            }
            kept.add(hop);
        }
        kept.add(last);
        return new AsPath(kept);
    }

    /** Holds the route in place of the one before, in a free place or in another's; else counts it. */
    Placed hold(PrefixState state, ObservedRoute route) {
        boolean exact = route.prefix().equals(state.prefix());
        int most = exact ? limits.exactRoutes() : limits.moreSpecificRoutes();
        Routes held = exact ? state.exact() : state.others();
        if (held.size() < most || state.route(route.id()) != null) {
            return new Placed(state.with(interner, route), null);
        }
        ObservedRoute least = least(state, held, route);
        return least == null
                ? new Placed(leftOut(state, route), null)
                : new Placed(leftOut(state, least).without(least.id()).with(interner, route), least);
    }

    private PrefixState leftOut(PrefixState state, ObservedRoute route) {
        boolean exact = route.prefix().equals(state.prefix());
        List<EventKey> offences = offences(state, Held.of(route));
        return state.with(state.beyond()
                .leftOut(
                        exact,
                        !offences.isEmpty(),
                        offences.stream()
                                .filter(key -> state.open().containsKey(key))
                                .toList()));
    }

    /** The events that the route calls for; before the declaration nobody is known to be legal. */
    List<EventKey> offences(PrefixState state, Held route) {
        MonitoredPrefix context = state.context();
        if (context == null) {
            return List.of(new EventKey(
                    EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                    route.prefix(),
                    Origin.named(route).toString()));
        }
        List<EventKey> keys = new ArrayList<>();
        for (Offences kind : kinds) {
            EventKey key = kind.key(context, state, route);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /**
     * Whether there is a reason to ask for all routes again: an event that nobody is known to carry, or room for what was
     * left out.
     */
    boolean asks(PrefixState state) {
        Beyond beyond = state.beyond();
        return state.context() != null
                && beyond.any()
                && (room(beyond.exact(), state.exact(), limits.exactRoutes())
                        || room(beyond.specifics(), state.others(), limits.moreSpecificRoutes())
                        || beyond.offenders().keySet().stream().anyMatch(key -> unseen(state, key)));
    }

    /** A quarter, so that a single route that goes at the limit does not bring all others again. */
    private static boolean room(long leftOut, Routes held, int most) {
        return leftOut != Beyond.NEVER && held.size() <= most - Math.max(1, most / 4);
    }

    private static boolean unseen(PrefixState state, EventKey key) {
        RoutingEvent open = state.open().get(key);
        return open != null && open.vantages().isEmpty();
    }

    /** The route that tells least and less than the new one; null when none does. */
    private @Nullable ObservedRoute least(PrefixState state, Routes held, ObservedRoute route) {
        List<EventKey> added = offences(state, Held.of(route));
        if (added.isEmpty() && !required(state.context(), route)) {
            return null;
        }
        Map<Held, List<EventKey>> offenders = new LinkedHashMap<>();
        for (Held candidate : held.held()) {
            List<EventKey> keys = offences(state, candidate);
            if (!keys.isEmpty()) {
                offenders.put(candidate, keys);
            } else if (!required(state.context(), candidate.route())) {
                return candidate.route();
            }
        }
        Held equal = ofMany(offenders, keys -> keys, added);
        Held least = equal != null ? equal : ofMany(offenders, Holding::names, added);
        return least == null ? null : least.route();
    }

    /** Who offends, whatever the prefix. */
    private static List<String> names(List<EventKey> keys) {
        return keys.stream().map(key -> key.type() + "|" + key.offender()).toList();
    }

    /** The last of the largest group, if that has several and the new one is in none. */
    private static @Nullable Held ofMany(
            Map<Held, List<EventKey>> routes, Function<List<EventKey>, Object> group, List<EventKey> added) {
        Map<Object, List<Held>> groups = new LinkedHashMap<>();
        routes.forEach((route, keys) -> groups.computeIfAbsent(group.apply(keys), _ -> new ArrayList<>())
                .add(route));
        return !added.isEmpty() && groups.containsKey(group.apply(added))
                ? null
                : groups.values().stream()
                        .filter(equals -> equals.size() > 1)
                        .max(Comparator.comparingInt(List::size))
                        .map(List::getLast)
                        .orElse(null);
    }

    private static boolean required(@Nullable MonitoredPrefix context, ObservedRoute route) {
        return context != null
                && route.prefix().equals(context.prefix())
                && !route.id().session().vantage()
                && Session.of(route).requiredBy(context).isPresent();
    }
}
