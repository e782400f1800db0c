/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** BMP version 3 messages (RFC 7854 section 4). */
final class BmpMessages {
    private static final int ROUTE_MONITORING = 0;
    private static final int STATISTICS = 1;
    private static final int PEER_DOWN = 2;
    private static final int PEER_UP = 3;
    private static final int INITIATION = 4;
    private static final int TERMINATION = 5;
    private static final int IPV6_PEER = 0x80;
    private static final int BGP_PORT = 179;
    private static final int ROUTES_IN_ADJ_RIB_IN = 7;

    private BmpMessages() {}

    static byte[] initiation(String sysName, String sysDescr) {
        return message(
                INITIATION,
                new ByteWriter()
                        .u16(1)
                        .sized16(sysDescr.getBytes(StandardCharsets.UTF_8))
                        .u16(2)
                        .sized16(sysName.getBytes(StandardCharsets.UTF_8))
                        .bytes());
    }

    /** Reason 0: administratively closed. */
    static byte[] termination() {
        return message(
                TERMINATION, new ByteWriter().u16(1).sized16(new byte[] {0, 0}).bytes());
    }

    static byte[] peerUp(Peer peer, byte[] sentOpen, byte[] receivedOpen, int remotePort, Instant when) {
        return message(
                PEER_UP,
                peerHeader(peer, when)
                        .address16(peer.localAddress())
                        .u16(BGP_PORT)
                        .u16(remotePort)
                        .raw(sentOpen)
                        .raw(receivedOpen)
                        .bytes());
    }

    static byte[] peerDown(Peer peer, PeerDown reason, Instant when) {
        return message(PEER_DOWN, peerHeader(peer, when).raw(reason.body()).bytes());
    }

    /** A change before the inbound policy (Adj-RIB-In, pre-policy). */
    static byte[] routeMonitoring(Peer peer, byte[] update, Instant when) {
        return message(ROUTE_MONITORING, peerHeader(peer, when).raw(update).bytes());
    }

    static byte[] statistics(Peer peer, long routes, Instant when) {
        return message(
                STATISTICS,
                peerHeader(peer, when)
                        .u32(1)
                        .u16(ROUTES_IN_ADJ_RIB_IN)
                        .u16(8)
                        .u64(routes)
                        .bytes());
    }

    private static ByteWriter peerHeader(Peer peer, Instant when) {
        return new ByteWriter()
                .u8(0)
                .u8(peer.isIpv6() ? IPV6_PEER : 0)
                .u64(0)
                .address16(peer.address())
                .u32(peer.asn())
                .raw(peer.bgpId().getAddress())
                .u32(when.getEpochSecond())
                .u32(when.getNano() / 1_000);
    }

    private static byte[] message(int type, byte[] body) {
        return new ByteWriter().u8(3).u32(6 + body.length).u8(type).raw(body).bytes();
    }
}
