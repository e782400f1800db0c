/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

/**
 * The form prefixes have in the hot path: two longs that hold the network left-aligned, so that bit 0 is the most
 * significant bit of {@code high} in both families. An IPv4 network takes the upper half of {@code high}.
 */
public final class PrefixBits {
    private PrefixBits() {}

    /** The {@code length} leading bits of the upper 64; 0 to 128 is accepted. */
    public static long highMask(int length) {
        return length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
    }

    /** The bits of the lower 64 that a prefix of {@code length} covers. */
    public static long lowMask(int length) {
        return length <= 64 ? 0 : -1L << (128 - length);
    }

    public static long high(IpPrefix prefix) {
        IpAddress network = prefix.network();
        return network.family() == Family.IPV4 ? network.low() << 32 : network.high();
    }

    public static long low(IpPrefix prefix) {
        IpAddress network = prefix.network();
        return network.family() == Family.IPV4 ? 0 : network.low();
    }

    public static IpPrefix prefix(Family family, long high, long low, int length) {
        IpAddress network =
                family == Family.IPV4 ? new IpAddress(family, 0, high >>> 32) : new IpAddress(family, high, low);
        return new IpPrefix(network, length);
    }

    /** True when one of the two blocks holds the other, or they are equal. */
    public static boolean overlap(long highA, long lowA, int lengthA, long highB, long lowB, int lengthB) {
        int shorter = Math.min(lengthA, lengthB);
        return ((highA ^ highB) & highMask(shorter)) == 0 && ((lowA ^ lowB) & lowMask(shorter)) == 0;
    }

    /** Number of leading bits in which two networks agree. */
    public static int shared(long highA, long lowA, long highB, long lowB) {
        return highA != highB
                ? Long.numberOfLeadingZeros(highA ^ highB)
                : Long.SIZE + Long.numberOfLeadingZeros(lowA ^ lowB);
    }
}
