/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * The two ends of a point-to-point subnet: the lower usable address is the partner's, the next one the cloud's (contract
 * section C.4, recorded). In /31 (RFC 3021) and /127 (RFC 6164) every address is usable; in larger blocks the first is
 * not, and in IPv4 the last neither.
 */
record SessionAddresses(IpAddress peer, IpAddress cloud) {

    /** Completes what is given; a given end moves the other one out of its way. */
    static SessionAddresses complete(IpPrefix subnet, @Nullable IpAddress peer, @Nullable IpAddress cloud) {
        IpAddress lower = subnet.network().plus(everyAddressUsable(subnet) ? 0 : 1);
        IpAddress upper = lower.plus(1);
        IpAddress peerEnd = peer != null ? peer : lower.equals(cloud) ? upper : lower;
        IpAddress cloudEnd = cloud != null ? cloud : upper.equals(peer) ? lower : upper;
        return new SessionAddresses(peerEnd, cloudEnd);
    }

    static boolean usable(IpPrefix subnet, IpAddress address) {
        if (!subnet.contains(address)) {
            return false;
        }
        boolean v4 = subnet.family() == IpAddress.Family.IPV4;
        boolean edge = address.equals(subnet.network()) || (v4 && !subnet.contains(address.plus(1)));
        return everyAddressUsable(subnet) || !edge;
    }

    private static boolean everyAddressUsable(IpPrefix subnet) {
        return subnet.length() >= subnet.family().bits() - 1;
    }
}
