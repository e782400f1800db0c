/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.time.Instant;
import java.util.Optional;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * The per-peer header (RFC 7854 section 4.2), 42 bytes.
 *
 * @param type 0 global, 1 RD, 2 local instance, 3 Loc-RIB
 * @param flags V 0x80, L 0x40, A 0x20, O 0x10
 * @param distinguisher tells apart peers with the same address, e.g. the route distinguisher
 * @param address the peer's; 0.0.0.0 for Loc-RIB
 * @param asn the peer's AS number
 * @param bgpId its BGP identifier
 * @param seconds when the router says this happened, seconds since 1970; 0 when it does not say
 * @param micros and microseconds
 */
public record PeerHeader(
        int type, int flags, long distinguisher, IpAddress address, long asn, long bgpId, long seconds, long micros) {
    static final int LENGTH = 42;
    private static final int LOC_RIB = 3;
    private static final int IPV6 = 0x80;
    private static final int POST = 0x40;
    private static final int TWO_BYTE_AS = 0x20;
    private static final int OUT = 0x10;

    static PeerHeader decode(byte[] bytes, int at) {
        int type = bytes[at] & 0xFF;
        int flags = bytes[at + 1] & 0xFF;
        boolean wide = type != LOC_RIB && (flags & IPV6) != 0;
        IpAddress address = wide
                ? new IpAddress(Family.IPV6, BgpMessage.uint64(bytes, at + 10), BgpMessage.uint64(bytes, at + 18))
                : new IpAddress(Family.IPV4, 0, BgpMessage.uint32(bytes, at + 22));
        return new PeerHeader(
                type,
                flags,
                BgpMessage.uint64(bytes, at + 2),
                address,
                BgpMessage.uint32(bytes, at + 26),
                BgpMessage.uint32(bytes, at + 30),
                BgpMessage.uint32(bytes, at + 34),
                BgpMessage.uint32(bytes, at + 38));
    }

    public RibView view() {
        if (type == LOC_RIB) {
            return RibView.LOC_RIB;
        }
        if ((flags & OUT) != 0) {
            return RibView.ADJ_RIB_OUT;
        }
        return (flags & POST) != 0 ? RibView.POST_POLICY : RibView.PRE_POLICY;
    }

    /** False when the A flag says that AS paths hold 2-byte numbers. */
    public boolean fourByteAs() {
        return type == LOC_RIB || (flags & TWO_BYTE_AS) == 0;
    }

    /** When the router says it happened, if it does (RFC 7854 section 4.2); evidence only, its clock may be off. */
    public Optional<Instant> time() {
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds, micros * 1000));
    }
}
