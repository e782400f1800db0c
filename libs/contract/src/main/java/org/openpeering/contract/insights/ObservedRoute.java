/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * A route in the pre-policy Adj-RIB-In of one session of a router (RFC 7854 section 4.2), or one that a vantage has.
 *
 * @param prefix the route's own prefix
 * @param pathId ADD-PATH identifier (RFC 7911), 0 without
 * @param router the router's BMP sysName, or the name of the vantages' feed ({@link SessionId#vantage})
 * @param since when this announcement arrived here
 * @param routerTime the BMP header's time: evidence only, routers' clocks differ
 * @param session null when router and address tell it; {@link #id} has it always
 * @param onlyToCustomer the network that has marked it as for customers alone (OTC, RFC 9234 section 5), null without the mark,
 *     and in messages that are older than this member
 */
public record ObservedRoute(
        IpPrefix prefix,
        long pathId,
        String router,
        IpAddress peerAddress,
        Asn peerAsn,
        AsPath asPath,
        List<Community> communities,
        IpAddress nextHop,
        Instant since,
        Instant routerTime,
        @Nullable SessionId session,
        @Nullable Asn onlyToCustomer) {
    public ObservedRoute {
        communities = List.copyOf(communities);
        session = session == null ? null : session.unusual();
    }

    /** Without a mark. */
    public ObservedRoute(
            IpPrefix prefix,
            long pathId,
            String router,
            IpAddress peerAddress,
            Asn peerAsn,
            AsPath asPath,
            List<Community> communities,
            IpAddress nextHop,
            Instant since,
            Instant routerTime,
            @Nullable SessionId session) {
        this(
                prefix,
                pathId,
                router,
                peerAddress,
                peerAsn,
                asPath,
                communities,
                nextHop,
                since,
                routerTime,
                session,
                null);
    }

    /** Of a usual session: of the global table. */
    public ObservedRoute(
            IpPrefix prefix,
            long pathId,
            String router,
            IpAddress peerAddress,
            Asn peerAsn,
            AsPath asPath,
            List<Community> communities,
            IpAddress nextHop,
            Instant since,
            Instant routerTime) {
        this(prefix, pathId, router, peerAddress, peerAsn, asPath, communities, nextHop, since, routerTime, null);
    }

    public RouteId id() {
        return new RouteId(SessionId.of(router, peerAddress, session), prefix, pathId);
    }
}
