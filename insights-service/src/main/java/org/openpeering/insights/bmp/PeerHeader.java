/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.RouteDistinguisher;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * The per-peer header (RFC 7854 section 4.2), 42 bytes, but for its time: of that a message tells itself.
 *
 * @param type 0 global, 1 RD, 2 local instance, 3 Loc-RIB
 * @param flags V 0x80, L 0x40, A 0x20, O 0x10
 * @param distinguisher tells apart peers with the same address, e.g. the route distinguisher
 * @param address the peer's; 0.0.0.0 for Loc-RIB
 * @param asn the peer's AS number
 * @param bgpId its BGP identifier
 */
public record PeerHeader(int type, int flags, long distinguisher, IpAddress address, long asn, long bgpId) {
    static final int LENGTH = 42;
    private static final int LOC_RIB = 3;
    private static final int IPV6 = 0x80;
    private static final int POST = 0x40;
    private static final int TWO_BYTE_AS = 0x20;
    private static final int OUT = 0x10;

    static PeerHeader decode(byte[] bytes, int at) {
        int type = bytes[at] & 0xFF;
        int flags = bytes[at + 1] & 0xFF;
        boolean wide = wide(type, flags);
        IpAddress address = wide
                ? new IpAddress(Family.IPV6, BgpMessage.uint64(bytes, at + 10), BgpMessage.uint64(bytes, at + 18))
                : new IpAddress(Family.IPV4, 0, BgpMessage.uint32(bytes, at + 22));
        return new PeerHeader(
                type,
                flags,
                BgpMessage.uint64(bytes, at + 2),
                address,
                BgpMessage.uint32(bytes, at + 26),
                BgpMessage.uint32(bytes, at + 30));
    }

    private static boolean wide(int type, int flags) {
        return type != LOC_RIB && (flags & IPV6) != 0;
    }

    /** Whether that is what would be decoded there. */
    boolean isAt(byte[] bytes, int at) {
        return type == (bytes[at] & 0xFF)
                && flags == (bytes[at + 1] & 0xFF)
                && distinguisher == BgpMessage.uint64(bytes, at + 2)
                && asn == BgpMessage.uint32(bytes, at + 26)
                && bgpId == BgpMessage.uint32(bytes, at + 30)
                && (wide(type, flags)
                        ? address.high() == BgpMessage.uint64(bytes, at + 10)
                                && address.low() == BgpMessage.uint64(bytes, at + 18)
                        : address.low() == BgpMessage.uint32(bytes, at + 22));
    }

    /**
     * Microseconds since 1970 when the router says it happened, 0 when it does not say; evidence only, its clock may be off.
     */
    static long timeMicros(byte[] bytes, int at) {
        long seconds = BgpMessage.uint32(bytes, at + 34);
        return seconds == 0 ? 0 : seconds * 1_000_000 + BgpMessage.uint32(bytes, at + 38);
    }

    public RibView view() {
        if (type == LOC_RIB) {
            return RibView.LOC_RIB;
        }
        boolean post = (flags & POST) != 0;
        if ((flags & OUT) != 0) {
            return post ? RibView.ADJ_RIB_OUT_POST_POLICY : RibView.ADJ_RIB_OUT_PRE_POLICY;
        }
        return post ? RibView.POST_POLICY : RibView.PRE_POLICY;
    }

    /** The session that it speaks of, in its view. A distinguisher of the global table means nothing. */
    public SessionId session(String router) {
        return new SessionId(
                router,
                type,
                type == SessionId.GLOBAL ? RouteDistinguisher.NONE : new RouteDistinguisher(distinguisher),
                address,
                SessionId.linkLocal(address) ? new IpAddress(Family.IPV4, 0, bgpId) : null,
                view());
    }

    /** False when the A flag says that AS paths hold 2-byte numbers. */
    public boolean fourByteAs() {
        return type == LOC_RIB || (flags & TWO_BYTE_AS) == 0;
    }
}
