/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.kit.message.Received;
import org.openpeering.prefix.routes.RouteChangeView.Kind;

/**
 * One difference between two PrefixRoutes messages.
 *
 * @param revision of the later one
 */
record RouteStep(String prefix, long revision, Kind kind, Instant at, ObservedRoute route) {
    /**
     * What was said last of a prefix.
     *
     * @param said null after a tombstone
     */
    record Held(long revision, @Nullable PrefixRoutes said) {
        static final Held NOTHING = new Held(-1, null);

        private Map<String, ObservedRoute> routes() {
            Map<String, ObservedRoute> byKey = new TreeMap<>();
            if (said != null) {
                said.routes().forEach(route -> byKey.put(RouteView.key(route), route));
            }
            return byKey;
        }
    }

    /**
     * The differences that messages make, in their order; one that is not newer makes none, and a tombstone says that
     * nobody looks any more.
     *
     * @param held by message key
     */
    static List<RouteStep> of(Map<String, Held> held, List<Received<PrefixRoutes>> messages) {
        Map<String, Held> now = new HashMap<>(held);
        List<RouteStep> steps = new ArrayList<>();
        messages.stream().sorted(Comparator.comparingLong(Received::revision)).forEach(message -> {
            Held before = now.getOrDefault(message.key(), Held.NOTHING);
            if (message.revision() > before.revision()) {
                Held after = new Held(message.revision(), message.body());
                now.put(message.key(), after);
                steps.addAll(between(message.key(), before, after));
            }
        });
        return steps;
    }

    private static List<RouteStep> between(String prefix, Held before, Held after) {
        PrefixRoutes said = after.said();
        if (said == null) {
            return List.of();
        }
        Map<String, ObservedRoute> was = before.routes();
        Map<String, ObservedRoute> is = after.routes();
        TreeSet<String> keys = new TreeSet<>(was.keySet());
        keys.addAll(is.keySet());
        List<RouteStep> steps = new ArrayList<>();
        for (String key : keys) {
            ObservedRoute old = was.get(key);
            ObservedRoute route = is.get(key);
            if (route == null) {
                // Where not all routes are told absence means nothing.
                if (old != null && said.monitoredRevision() > 0) {
                    steps.add(new RouteStep(
                            prefix, after.revision(), Kind.WITHDRAWN, Instant.ofEpochMilli(after.revision()), old));
                }
            } else if (old == null || !same(old, route)) {
                steps.add(new RouteStep(
                        prefix, after.revision(), old == null ? Kind.ANNOUNCED : Kind.CHANGED, route.since(), route));
            }
        }
        return steps;
    }

    private static boolean same(ObservedRoute old, ObservedRoute route) {
        return old.asPath().equals(route.asPath())
                && old.nextHop().equals(route.nextHop())
                && old.communities().equals(route.communities());
    }
}
