/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import java.util.List;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * A route in the pre-policy Adj-RIB-In of one BMP peer (RFC 7854 section 4.2).
 *
 * @param prefix the route's own prefix
 * @param pathId ADD-PATH identifier (RFC 7911), 0 without
 * @param router the router's BMP sysName
 * @param since when this announcement arrived here
 * @param routerTime the BMP header's time: evidence only, routers' clocks differ
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
        Instant routerTime) {
    public ObservedRoute {
        communities = List.copyOf(communities);
    }
}
