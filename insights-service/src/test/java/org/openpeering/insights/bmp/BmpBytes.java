/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.stack.synthetic.BmpMessages;

/** Writes BMP messages about peers with any header. */
public final class BmpBytes {
    private BmpBytes() {}

    /** One peer as its router's messages describe it. */
    public record Peer(int type, int flags, long distinguisher, IpAddress address, long asn) {
        public static Peer of(String address, long asn) {
            IpAddress parsed = IpAddress.parse(address);
            return new Peer(0, parsed.family() == Family.IPV6 ? BmpMessages.IPV6_PEER : 0, 0, parsed, asn);
        }

        public Peer flags(int more) {
            return new Peer(type, flags | more, distinguisher, address, asn);
        }

        public Peer type(int other) {
            return new Peer(other, flags, distinguisher, address, asn);
        }

        /** The same address in a VRF. */
        public Peer inVrf(long number) {
            return new Peer(1, flags, number, address, asn);
        }

        byte[] header(long seconds) {
            return BmpMessages.peerHeader(
                    type,
                    flags,
                    distinguisher,
                    address.toBytes(),
                    asn,
                    new byte[] {10, 0, 0, 1},
                    Instant.ofEpochSecond(seconds));
        }
    }

    public static byte[] message(int type, byte[]... body) {
        return BmpMessages.message(type, BgpBytes.concat(body));
    }

    public static byte[] initiation(String sysName) {
        return BmpMessages.initiation(sysName, "test");
    }

    public static byte[] peerUp(Peer peer, long seconds, int remotePort, byte[] sent, byte[] received) {
        return BmpMessages.peerUp(peer.header(seconds), new byte[] {127, 0, 0, 1}, remotePort, sent, received);
    }

    /** Of a Peer Up, with what is to stand behind the OPENs. */
    public static byte[] peerUpBody(Peer peer, int remotePort, byte[] sent, byte[] received, byte[] information) {
        byte[] message = peerUp(peer, 0, remotePort, sent, received);
        return BgpBytes.concat(Arrays.copyOfRange(message, 6, message.length), information);
    }

    public static byte[] information(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return BgpBytes.concat(new byte[] {0, (byte) type, 0, (byte) bytes.length}, bytes);
    }

    public static byte[] peerDown(Peer peer, long seconds, int reason) {
        return BmpMessages.peerDown(peer.header(seconds), new byte[] {(byte) reason});
    }

    public static byte[] routeMonitoring(Peer peer, long seconds, byte[] update) {
        return BmpMessages.routeMonitoring(peer.header(seconds), update);
    }

    public static byte[] termination() {
        return BmpMessages.termination();
    }
}
