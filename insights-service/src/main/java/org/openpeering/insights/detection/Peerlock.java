/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * Networks that buy transit of nobody are only beside each other in a path: all that another one could stand between them for is
 * to give the one's routes to the other, which each of them sells itself (RFC 7908 types 1 to 3). The leaker is who tells it to
 * the transit-free network that is farther from the origin. That the owner himself is transit-free, and the network between a
 * declared upstream of him, is no leak.
 */
record Peerlock(Networks networks) implements LeakSign {
    @Override
    public @Nullable Leak of(MonitoredPrefix context, List<Asn> way, Held route) {
        int last = -1;
        for (int i = 0; i < way.size(); i++) {
            if (networks.transitFree().contains(way.get(i))) {
                if (last >= 0 && i - last > 1 && !served(context, way, i)) {
                    return leak(way, last, last + 1, i, 50);
                }
                if (last > 0 && networks.transitFree().contains(way.get(last - 1)) && last == i - 1) {
                    return leak(way, last - 1, last, i, 30);
                }
                last = i;
            }
        }
        return null;
    }

    private static Leak leak(List<Asn> way, int to, int leaker, int from, int points) {
        Asn told = way.get(to);
        Asn had = way.get(from);
        return new Leak(
                way.get(leaker),
                had,
                told,
                "AS" + told + " and AS" + had + " buy transit of nobody, and yet AS" + way.get(leaker)
                        + " stands between them: it gives the one's routes to the other.",
                "peerlock",
                points);
    }

    /** Whether the owner is the transit-free network, and what stands before him sells him transit nevertheless. */
    private static boolean served(MonitoredPrefix context, List<Asn> way, int at) {
        return context.legalOrigins().contains(way.get(at))
                && context.policy().upstreams().contains(way.get(at - 1));
    }
}
