/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.Optional;
import org.openpeering.contract.net.IpAddress.Family;

/** The 19-byte message header (RFC 4271 section 4.1) and big-endian numbers. */
public final class BgpMessage {
    public static final int HEADER = 19;
    static final int TYPE_UPDATE = 2;
    private static final int SAFI_UNICAST = 1;

    private static final Optional<Family> IPV4 = Optional.of(Family.IPV4);
    private static final Optional<Family> IPV6 = Optional.of(Family.IPV6);

    private BgpMessage() {}

    /**
     * The length the header at {@code from} declares, header included; -1 when the header is cut off or the declared
     * length is below 19 or reaches beyond {@code to}. The marker is not looked at: some senders do not fill it.
     */
    public static int length(byte[] bytes, int from, int to) {
        if (to - from < HEADER) {
            return -1;
        }
        int length = uint16(bytes, from + 16);
        return length < HEADER || length > to - from ? -1 : length;
    }

    static int type(byte[] bytes, int from) {
        return bytes[from + 18];
    }

    static Optional<Family> unicast(int afi, int safi) {
        if (safi != SAFI_UNICAST || afi < 1 || afi > 2) {
            return Optional.empty();
        }
        return afi == 1 ? IPV4 : IPV6;
    }

    public static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    public static long uint32(byte[] bytes, int at) {
        return (long) uint16(bytes, at) << 16 | uint16(bytes, at + 2);
    }

    public static long uint64(byte[] bytes, int at) {
        return uint32(bytes, at) << 32 | uint32(bytes, at + 4);
    }
}
