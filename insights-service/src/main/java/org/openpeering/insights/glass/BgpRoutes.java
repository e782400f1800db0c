/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openpeering.contract.net.IpPrefix;

/**
 * The routes of one prefix: the longest one with a route, in the sessions looked at, that holds the destination.
 *
 * @param routes of that prefix; empty when no route leads there
 */
@RegisterForReflection
record BgpRoutes(Set<String> sessions, List<BgpRouteView> routes) implements Held {
    BgpRoutes {
        sessions = Set.copyOf(sessions);
        routes = List.copyOf(routes);
    }

    /** Puts parts together: of those that know longer and shorter prefixes the longer count. */
    static BgpRoutes joined(List<BgpRoutes> parts) {
        Set<String> sessions = new HashSet<>();
        parts.forEach(part -> sessions.addAll(part.sessions()));
        List<BgpRouteView> all =
                parts.stream().flatMap(part -> part.routes().stream()).toList();
        int longest = all.stream().mapToInt(BgpRoutes::length).max().orElse(0);
        return new BgpRoutes(
                sessions,
                all.stream()
                        .filter(route -> length(route) == longest)
                        .sorted(BgpRouteView.ORDER)
                        .toList());
    }

    private static int length(BgpRouteView route) {
        return IpPrefix.parse(route.prefix()).length();
    }
}
