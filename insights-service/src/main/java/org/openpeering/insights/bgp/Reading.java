/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.Optional;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * How the UPDATE messages of one session are to be read, as both OPENs negotiate it. What the router really sends is
 * found out by its {@link Dialect}.
 *
 * @param fourByteAs AS_PATH holds 4-byte numbers (RFC 6793)
 * @param addPathIpv4 IPv4 prefixes carry a path identifier (RFC 7911)
 * @param addPathIpv6 IPv6 prefixes carry a path identifier
 * @param localAs the router's AS number, 0 when unknown
 * @param peerAs its peer's AS number, 0 when unknown
 */
public record Reading(boolean fourByteAs, boolean addPathIpv4, boolean addPathIpv6, long localAs, long peerAs) {
    /** 4-byte AS numbers and no path identifiers: what a session of today looks like. */
    public static final Reading MODERN = new Reading(true, false, false, 0, 0);

    /**
     * What a router receives from its peer after these two OPENs. Of one that is not known nothing can have been negotiated.
     *
     * @param fourByteAs what the router declares, for when an OPEN is not known
     * @param peerAs likewise
     */
    public static Reading received(
            Optional<Open> sentByRouter, Optional<Open> sentByPeer, boolean fourByteAs, long peerAs) {
        if (sentByRouter.isPresent() && sentByPeer.isPresent()) {
            return received(sentByRouter.get(), sentByPeer.get());
        }
        long localAs = sentByRouter.map(open -> open.asn().value()).orElse(0L);
        return new Reading(fourByteAs, false, false, localAs, peerAs);
    }

    static Reading received(Open sentByRouter, Open sentByPeer) {
        return new Reading(
                sentByRouter.fourByteAs() && sentByPeer.fourByteAs(),
                sentByRouter.receivesPaths(Family.IPV4) && sentByPeer.sendsPaths(Family.IPV4),
                sentByRouter.receivesPaths(Family.IPV6) && sentByPeer.sendsPaths(Family.IPV6),
                sentByRouter.asn().value(),
                sentByPeer.asn().value());
    }

    public Reading withFourByteAs(boolean value) {
        return value == fourByteAs ? this : new Reading(value, addPathIpv4, addPathIpv6, localAs, peerAs);
    }

    boolean addPath(Family family) {
        return family == Family.IPV4 ? addPathIpv4 : addPathIpv6;
    }
}
