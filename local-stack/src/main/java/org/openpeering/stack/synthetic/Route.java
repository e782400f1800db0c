/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.net.InetAddress;
import java.util.List;

/**
 * A route as a peer announces it.
 *
 * @param prefix {@code address/length}, IPv4 or IPv6
 * @param asPath the neighbour first, the origin last; one AS_SEQUENCE
 * @param communities {@code asn:value}
 * @param nextHop of the prefix's family
 */
public record Route(String prefix, List<Long> asPath, List<String> communities, InetAddress nextHop) {
    public Route {
        asPath = List.copyOf(asPath);
        communities = List.copyOf(communities);
        if (isIpv6(prefix) != (nextHop.getAddress().length == 16)) {
            throw new IllegalArgumentException("The next hop of " + prefix + " is of the other family: " + nextHop);
        }
    }

    static boolean isIpv6(String prefix) {
        return prefix.indexOf(':') >= 0;
    }

    static byte[] nlri(String prefix) {
        int slash = prefix.indexOf('/');
        byte[] network = InetAddress.ofLiteral(prefix.substring(0, slash)).getAddress();
        return BgpMessages.nlri(network, Integer.parseInt(prefix.substring(slash + 1)));
    }
}
