/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;

/**
 * All that is known of one monitored prefix. Immutable: a map that goes in is never changed afterwards, and the maps
 * that come out cannot be.
 *
 * @param context what the owner declares; null before the declaration is heard and after it is revoked
 * @param contextRevision newest revision heard of the declaration or of its revocation, 0 for none
 * @param declaredFrom the revision that the declaration in force began with, 0 without one; part of the events' ids
 * @param syncedRevision newest revision that every route held was matched against, 0 for none
 * @param exact the routes for exactly this prefix
 * @param specifics the routes for parts of it
 * @param open the events that go on
 * @param said what was last said of the routes
 * @param beyond what the limits keep out
 */
public record PrefixState(
        IpPrefix prefix,
        @Nullable MonitoredPrefix context,
        long contextRevision,
        long declaredFrom,
        long syncedRevision,
        SortedMap<RouteKey, ObservedRoute> exact,
        SortedMap<RouteKey, ObservedRoute> specifics,
        SortedMap<EventKey, RoutingEvent> open,
        Said said,
        Beyond beyond) {
    public PrefixState {
        exact = Collections.unmodifiableSortedMap(exact);
        specifics = Collections.unmodifiableSortedMap(specifics);
        open = Collections.unmodifiableSortedMap(open);
    }

    /**
     * The last PrefixRoutes message.
     *
     * @param revision its revision, 0 if there was none; kept over a revocation
     * @param monitoredRevision the declaration it was said for, 0 when there is none in force
     */
    public record Said(long revision, long monitoredRevision) {
        static final Said NOTHING = new Said(0, 0);
    }

    /**
     * What the limits keep out.
     *
     * @param unheld updates whose route is not held, since no more-specific route was held at all
     * @param announced how many of all that is kept out the last event said
     */
    public record Beyond(long unheld, long announced) {
        static final Beyond NOTHING = new Beyond(0, 0);
    }

    public static PrefixState of(IpPrefix prefix) {
        return new PrefixState(
                prefix, null, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Said.NOTHING, Beyond.NOTHING);
    }

    /** What was last said of the routes, to be said again; null when nothing is in force. */
    public @Nullable PrefixRoutes routes() {
        return said.monitoredRevision() == 0
                ? null
                : new PrefixRoutes(prefix, said.revision(), said.monitoredRevision(), List.copyOf(exact.values()));
    }

    @Nullable
    ObservedRoute route(RouteKey key) {
        return routes(key.prefix()).get(key);
    }

    /** The map that holds routes of that prefix. */
    private SortedMap<RouteKey, ObservedRoute> routes(IpPrefix of) {
        return of.equals(prefix) ? exact : specifics;
    }

    PrefixState with(ObservedRoute route) {
        TreeMap<RouteKey, ObservedRoute> changed = new TreeMap<>(routes(route.prefix()));
        changed.put(RouteKey.of(route), route);
        return withRoutes(route.prefix(), changed);
    }

    PrefixState without(RouteKey key) {
        TreeMap<RouteKey, ObservedRoute> changed = new TreeMap<>(routes(key.prefix()));
        changed.remove(key);
        PrefixState state = withRoutes(key.prefix(), changed);
        return state.specifics.isEmpty() && !specifics.isEmpty() ? state.with(Beyond.NOTHING) : state;
    }

    private PrefixState withRoutes(IpPrefix of, SortedMap<RouteKey, ObservedRoute> routes) {
        return of.equals(prefix)
                ? new PrefixState(
                        prefix,
                        context,
                        contextRevision,
                        declaredFrom,
                        syncedRevision,
                        routes,
                        specifics,
                        open,
                        said,
                        beyond)
                : new PrefixState(
                        prefix,
                        context,
                        contextRevision,
                        declaredFrom,
                        syncedRevision,
                        exact,
                        routes,
                        open,
                        said,
                        beyond);
    }

    PrefixState with(MonitoredPrefix declared) {
        return new PrefixState(
                prefix,
                declared,
                declared.revision(),
                context == null ? declared.revision() : declaredFrom,
                syncedRevision,
                exact,
                specifics,
                open,
                said,
                beyond);
    }

    PrefixState withSynced(long revision) {
        return new PrefixState(
                prefix, context, contextRevision, declaredFrom, revision, exact, specifics, open, said, beyond);
    }

    PrefixState withOpen(SortedMap<EventKey, RoutingEvent> events) {
        return new PrefixState(
                prefix, context, contextRevision, declaredFrom, syncedRevision, exact, specifics, events, said, beyond);
    }

    PrefixState with(Said now) {
        return new PrefixState(
                prefix, context, contextRevision, declaredFrom, syncedRevision, exact, specifics, open, now, beyond);
    }

    PrefixState with(Beyond now) {
        return new PrefixState(
                prefix, context, contextRevision, declaredFrom, syncedRevision, exact, specifics, open, said, now);
    }

    /** Without a declaration; the routes stay only if they were matched for a later one already. */
    PrefixState revoked(long revision, long saidRevision) {
        boolean later = syncedRevision > revision;
        return new PrefixState(
                prefix,
                null,
                Math.max(contextRevision, revision),
                0,
                later ? syncedRevision : 0,
                later ? exact : new TreeMap<>(),
                later ? specifics : new TreeMap<>(),
                new TreeMap<>(),
                new Said(saidRevision, 0),
                later ? beyond : Beyond.NOTHING);
    }
}
