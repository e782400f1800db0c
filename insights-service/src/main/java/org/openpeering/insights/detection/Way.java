/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;

/**
 * The networks that a route has come through, as far as they tell something: without prepending, without an exchange's route
 * servers, and without private numbers, which are somebody's own business.
 */
final class Way {
    private Way() {}

    /** Neighbour first, origin last; only what stands before the first AS_SET, seen from the origin, and empty if that is one. */
    static List<Asn> of(AsPath path, Set<Asn> routeServers) {
        List<List<Asn>> hops = path.hops();
        Asn[] way = new Asn[hops.size()];
        int first = way.length;
        for (int i = hops.size() - 1; i >= 0 && hops.get(i).size() == 1; i--) {
            Asn asn = hops.get(i).getFirst();
            boolean origin = i == hops.size() - 1;
            boolean again = !origin && way[first].equals(asn);
            if (origin || (!again && asn.use() != Asn.Use.PRIVATE && !routeServers.contains(asn))) {
                way[--first] = asn;
            }
        }
        return List.of(Arrays.copyOfRange(way, first, way.length));
    }
}
