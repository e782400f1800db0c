/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;

/** Addresses of peers come again and again: the ones seen last are kept, one for each of a fixed number of places. */
final class Addresses {
    static final IpAddress NONE = new IpAddress(Family.IPV4, 0, 0);
    private static final int PLACES = 1 << 10;

    private final @Nullable IpAddress[] kept = new @Nullable IpAddress[PLACES];

    static int bytes(Family family) {
        return family.bits() >>> 3;
    }

    /** The address that starts at {@code at}; it is there. */
    IpAddress at(byte[] bytes, int at, Family family) {
        long high = family == Family.IPV4 ? 0 : BgpMessage.uint64(bytes, at);
        long low = family == Family.IPV4 ? BgpMessage.uint32(bytes, at) : BgpMessage.uint64(bytes, at + 8);
        long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
        int place = (int) (mixed >>> 54);
        IpAddress there = kept[place];
        if (there != null && there.family() == family && there.high() == high && there.low() == low) {
            return there;
        }
        IpAddress fresh = new IpAddress(family, high, low);
        kept[place] = fresh;
        return fresh;
    }
}
