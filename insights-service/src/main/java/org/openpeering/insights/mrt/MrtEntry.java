/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PrefixBits;

/** The route that is handed over: one object for all of a recording. */
public final class MrtEntry {
    private Family family = Family.IPV4;
    private boolean multicast;
    private long high;
    private long low;
    private int length;
    private int pathId;
    private long originated;

    /** Takes the prefix of {@code bits} at {@code from}; the bytes that it needs are there. */
    void prefix(Family of, boolean forMulticast, byte[] bytes, int from, int bits) {
        family = of;
        multicast = forMulticast;
        length = bits;
        int size = (bits + 7) >>> 3;
        high = left(bytes, from, Math.min(size, 8)) & PrefixBits.highMask(bits);
        low = left(bytes, from + 8, size - 8) & PrefixBits.lowMask(bits);
        pathId = 0;
    }

    private static long left(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[from + i] & 0xFFL) << (56 - 8 * i);
        }
        return value;
    }

    void path(int id, long since) {
        pathId = id;
        originated = since;
    }

    public Family family() {
        return family;
    }

    /** It is of the table for multicast (SAFI 2). */
    public boolean multicast() {
        return multicast;
    }

    /** Left-aligned, as in {@link PrefixBits}; host bits are zero. */
    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public int length() {
        return length;
    }

    public IpPrefix prefix() {
        return PrefixBits.prefix(family, high, low, length);
    }

    /** Unsigned; 0 where there are none ({@link MrtRecord#addPath()}). */
    public int pathId() {
        return pathId;
    }

    /** When the route was learned, in seconds since 1970. */
    public long originated() {
        return originated;
    }
}
