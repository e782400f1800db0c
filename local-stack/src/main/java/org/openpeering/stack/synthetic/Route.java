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

    /** NLRI (RFC 4271 section 4.3): the length in bits and as many octets as it takes. */
    static byte[] nlri(String prefix) {
        int slash = prefix.indexOf('/');
        int length = Integer.parseInt(prefix.substring(slash + 1));
        byte[] octets = InetAddress.ofLiteral(prefix.substring(0, slash)).getAddress();
        ByteWriter nlri = new ByteWriter().u8(length);
        for (int i = 0; i < (length + 7) / 8; i++) {
            nlri.u8(octets[i]);
        }
        return nlri.bytes();
    }
}
