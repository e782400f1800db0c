/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;

/**
 * A route as a customer sees it.
 *
 * @param router the edge router that has it
 * @param pathId ADD-PATH identifier (RFC 7911), 0 without
 * @param originAsn null when the path ends in an AS_SET
 * @param since arrival of the announcement
 */
@RegisterForReflection
public record RouteView(
        String router,
        IpAddress peerAddress,
        Asn peerAsn,
        long pathId,
        AsPath asPath,
        @Nullable Asn originAsn,
        List<Community> communities,
        IpAddress nextHop,
        Instant since) {
    public static RouteView of(ObservedRoute route) {
        AsPath path = route.asPath();
        return new RouteView(
                route.router(),
                route.peerAddress(),
                route.peerAsn(),
                route.pathId(),
                path,
                path.length() == 0 ? route.peerAsn() : path.origin().orElse(null),
                route.communities(),
                route.nextHop(),
                route.since());
    }

    /** What makes two announcements the same route; what pages are cut by. */
    public static String key(ObservedRoute route) {
        return route.id().session() + "|" + route.pathId();
    }
}
