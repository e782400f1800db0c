/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.HeldRoute;

/**
 * Where the reading of one session's routes goes on: behind a prefix and path identifier, which need not be there.
 *
 * @param prefix null: at the first route
 * @param pathId unsigned 32 bit, or one below: in front of all routes of the prefix
 */
record Position(@Nullable IpPrefix prefix, long pathId) {
    static final Position START = new Position(null, 0);
    private static final long NO_PATH = -1;
    private static final long LAST_PATH = 0xFFFF_FFFFL;

    /** Behind a route of whatever session: order is by prefix, then session, then path identifier. */
    static Position behind(RouteId last, SessionId session) {
        int order = session.compareTo(last.session());
        return order > 0 ? before(last.prefix()) : new Position(last.prefix(), order < 0 ? LAST_PATH : last.pathId());
    }

    /** So that what comes first are the routes of the prefix, if there are any. */
    static Position before(IpPrefix prefix) {
        return new Position(prefix, NO_PATH);
    }

    /** In the order of addresses, in front of all prefixes that begin at an IPv4 address or after it. */
    static Position inFrontOf(long address) {
        return address == 0
                ? START
                : new Position(new IpPrefix(new IpAddress(Family.IPV4, 0, address - 1), Family.IPV4.bits()), LAST_PATH);
    }

    /** The same behind a route, as tables in the order of addresses take it. */
    Position byAddress() {
        if (prefix == null || pathId != NO_PATH) {
            return this;
        }
        IpAddress network = prefix.network();
        IpPrefix shorter = prefix.length() == 0 ? prefix : IpPrefix.around(network, prefix.length() - 1);
        if (prefix.length() > 0 && shorter.network().equals(network)) {
            return new Position(shorter, LAST_PATH);
        }
        if (network.high() == 0 && network.low() == 0) {
            return network.family() == Family.IPV4 ? START : inFrontOf(1L << Family.IPV4.bits());
        }
        IpAddress previous = new IpAddress(
                network.family(), network.low() == 0 ? network.high() - 1 : network.high(), network.low() - 1);
        return new Position(new IpPrefix(previous, network.family().bits()), LAST_PATH);
    }

    /** Whether a route comes after it in the order of {@link TextOrder}. */
    boolean isBefore(HeldRoute route) {
        int order = prefix == null ? -1 : TextOrder.PREFIXES.compare(prefix, route.prefix());
        return order < 0 || (order == 0 && pathId < route.pathId());
    }

    /** The later one. */
    Position or(Position other) {
        if (prefix == null || other.prefix == null) {
            return prefix == null ? other : this;
        }
        int order = TextOrder.PREFIXES.compare(prefix, other.prefix);
        return order > 0 || (order == 0 && pathId >= other.pathId) ? this : other;
    }
}
