/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Comparator;
import java.util.List;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;

/**
 * The routes held of one offender, the earliest first; never empty.
 *
 * @param routes all of one prefix and one origin
 */
record Carriers(List<ObservedRoute> routes) {
    Carriers {
        routes = routes.stream()
                .sorted(Comparator.comparing(ObservedRoute::since).thenComparing(RouteKey::of))
                .toList();
    }

    ObservedRoute first() {
        return routes.getFirst();
    }

    List<String> vantages() {
        return routes.stream()
                .map(route -> ObservedSession.key(route.router(), route.peerAddress()))
                .distinct()
                .sorted()
                .toList();
    }

    List<Asn> firstHops() {
        return routes.stream().map(ObservedRoute::peerAsn).distinct().sorted().toList();
    }
}
