/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.net.InetAddress;

/**
 * The other side of a BGP session of a synthetic router.
 *
 * @param address the neighbour's address
 * @param asn the neighbour's AS
 * @param bgpId the neighbour's BGP identifier, an IPv4 address
 * @param localAddress the router's end of the session, of the same family as {@code address}
 */
public record Peer(InetAddress address, long asn, InetAddress bgpId, InetAddress localAddress) {
    public static Peer of(String address, long asn, String bgpId, String localAddress) {
        return new Peer(
                InetAddress.ofLiteral(address), asn, InetAddress.ofLiteral(bgpId), InetAddress.ofLiteral(localAddress));
    }

    boolean isIpv6() {
        return address.getAddress().length == 16;
    }
}
