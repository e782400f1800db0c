/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Comparator;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * What makes two announcements the same route (RFC 4271 section 9.1, RFC 7911 section 3): the later replaces the earlier.
 *
 * @param prefix the route's own prefix
 * @param router the router's BMP sysName
 * @param pathId ADD-PATH identifier, 0 without
 */
public record RouteKey(IpPrefix prefix, String router, IpAddress peerAddress, long pathId)
        implements Comparable<RouteKey> {
    private static final Comparator<RouteKey> ORDER = Comparator.comparing(RouteKey::prefix)
            .thenComparing(RouteKey::router)
            .thenComparing(RouteKey::peerAddress)
            .thenComparingLong(RouteKey::pathId);

    public static RouteKey of(ObservedRoute route) {
        return new RouteKey(route.prefix(), route.router(), route.peerAddress(), route.pathId());
    }

    static RouteKey of(RouteChange.Withdrawn gone) {
        return new RouteKey(gone.prefix(), gone.router(), gone.peerAddress(), gone.pathId());
    }

    @Override
    public int compareTo(RouteKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return prefix + "|" + router + "|" + peerAddress + "|" + pathId;
    }
}
