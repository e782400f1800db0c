/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * BMP version 3 messages (RFC 7854 section 4): those of a synthetic router, and their parts for tests that write others. A
 * part is written as it is given; nothing is checked.
 */
public final class BmpMessages {
    private static final int ROUTE_MONITORING = 0;
    private static final int STATISTICS = 1;
    private static final int PEER_DOWN = 2;
    private static final int PEER_UP = 3;
    private static final int INITIATION = 4;
    private static final int TERMINATION = 5;
    public static final int IPV6_PEER = 0x80;
    private static final int BGP_PORT = 179;
    private static final int ROUTES_IN_ADJ_RIB_IN = 7;

    private BmpMessages() {}

    public static byte[] initiation(String sysName, String sysDescr) {
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
    public static byte[] termination() {
        return message(
                TERMINATION, new ByteWriter().u16(1).sized16(new byte[] {0, 0}).bytes());
    }

    static byte[] peerUp(Peer peer, byte[] sentOpen, byte[] receivedOpen, int remotePort, Instant when) {
        return peerUp(peerHeader(peer, when), peer.localAddress().getAddress(), remotePort, sentOpen, receivedOpen);
    }

    public static byte[] peerUp(
            byte[] peerHeader, byte[] localAddress, int remotePort, byte[] sentOpen, byte[] receivedOpen) {
        return message(
                PEER_UP,
                new ByteWriter()
                        .raw(peerHeader)
                        .address16(localAddress)
                        .u16(BGP_PORT)
                        .u16(remotePort)
                        .raw(sentOpen)
                        .raw(receivedOpen)
                        .bytes());
    }

    static byte[] peerDown(Peer peer, PeerDown reason, Instant when) {
        return peerDown(peerHeader(peer, when), reason.body());
    }

    /** @param reason the reason's octet and what follows it */
    public static byte[] peerDown(byte[] peerHeader, byte[] reason) {
        return message(PEER_DOWN, new ByteWriter().raw(peerHeader).raw(reason).bytes());
    }

    /** A change before the inbound policy (Adj-RIB-In, pre-policy). */
    static byte[] routeMonitoring(Peer peer, byte[] update, Instant when) {
        return routeMonitoring(peerHeader(peer, when), update);
    }

    public static byte[] routeMonitoring(byte[] peerHeader, byte[] update) {
        return message(
                ROUTE_MONITORING, new ByteWriter().raw(peerHeader).raw(update).bytes());
    }

    static byte[] statistics(Peer peer, long routes, Instant when) {
        return message(
                STATISTICS,
                new ByteWriter()
                        .raw(peerHeader(peer, when))
                        .u32(1)
                        .u16(ROUTES_IN_ADJ_RIB_IN)
                        .u16(8)
                        .u64(routes)
                        .bytes());
    }

    private static byte[] peerHeader(Peer peer, Instant when) {
        int flags = peer.isIpv6() ? IPV6_PEER : 0;
        return peerHeader(
                0,
                flags,
                0,
                peer.address().getAddress(),
                peer.asn(),
                peer.bgpId().getAddress(),
                when);
    }

    /** The header of all messages about one peer (RFC 7854 section 4.2). */
    public static byte[] peerHeader(
            int type, int flags, long distinguisher, byte[] address, long asn, byte[] bgpId, Instant when) {
        return new ByteWriter()
                .u8(type)
                .u8(flags)
                .u64(distinguisher)
                .address16(address)
                .u32(asn)
                .raw(bgpId)
                .u32(when.getEpochSecond())
                .u32(when.getNano() / 1_000)
                .bytes();
    }

    public static byte[] message(int type, byte[] body) {
        return new ByteWriter().u8(3).u32(6 + body.length).u8(type).raw(body).bytes();
    }
}
