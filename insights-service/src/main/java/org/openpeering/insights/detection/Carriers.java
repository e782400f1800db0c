/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Comparator;
import java.util.List;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.Asn;

/**
 * The routes held of one offender, the earliest first; never empty.
 *
 * @param routes all of one prefix and one origin
 */
record Carriers(List<ObservedRoute> routes) {
    Carriers {
        routes = routes.stream()
                .sorted(Comparator.comparing(ObservedRoute::since).thenComparing(ObservedRoute::id))
                .toList();
    }

    ObservedRoute first() {
        return routes.getFirst();
    }

    List<String> vantages() {
        return routes.stream()
                .map(route -> route.id().session().toString())
                .distinct()
                .sorted()
                .toList();
    }

    List<Asn> firstHops() {
        return routes.stream().map(ObservedRoute::peerAsn).distinct().sorted().toList();
    }

    /** Those of them that may have taken it back unheard. */
    List<ObservedRoute> doubted(Doubt doubt) {
        return routes.stream().filter(doubt::of).toList();
    }

    /** What to call them: vantages, if some of them are. */
    String noun() {
        return routes.stream().anyMatch(route -> route.id().session().vantage()) ? "vantage" : "BMP peer";
    }
}
