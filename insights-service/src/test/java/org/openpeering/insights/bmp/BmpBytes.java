/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.nio.charset.StandardCharsets;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpBytes;

/** Writes BMP messages for tests. */
public final class BmpBytes {
    private BmpBytes() {}

    /** One peer as its router's messages describe it. */
    public record Peer(int type, int flags, long distinguisher, IpAddress address, long asn) {
        public static Peer of(String address, long asn) {
            IpAddress parsed = IpAddress.parse(address);
            return new Peer(0, parsed.family() == Family.IPV6 ? 0x80 : 0, 0, parsed, asn);
        }

        public Peer flags(int more) {
            return new Peer(type, flags | more, distinguisher, address, asn);
        }

        public Peer type(int other) {
            return new Peer(other, flags, distinguisher, address, asn);
        }

        byte[] header(long seconds) {
            byte[] bytes = address.toBytes();
            return new BgpBytes()
                    .u8(type)
                    .u8(flags)
                    .u64(distinguisher)
                    .zeros(16 - bytes.length)
                    .bytes(bytes)
                    .u32(asn)
                    .u32(0x0A000001)
                    .u32(seconds)
                    .u32(0)
                    .toBytes();
        }
    }

    public static byte[] message(int type, byte[]... body) {
        byte[] all = BgpBytes.concat(body);
        return new BgpBytes().u8(3).u32(6 + all.length).u8(type).bytes(all).toBytes();
    }

    public static byte[] initiation(String sysName) {
        byte[] name = sysName.getBytes(StandardCharsets.UTF_8);
        return message(
                4,
                new BgpBytes()
                        .u16(1)
                        .u16(4)
                        .bytes(new byte[] {'t', 'e', 's', 't'})
                        .u16(2)
                        .u16(name.length)
                        .bytes(name)
                        .toBytes());
    }

    public static byte[] peerUp(Peer peer, long seconds, int remotePort, byte[] sent, byte[] received) {
        return message(
                3,
                peer.header(seconds),
                new BgpBytes()
                        .zeros(12)
                        .u32(0x7F000001)
                        .u16(179)
                        .u16(remotePort)
                        .bytes(sent)
                        .bytes(received)
                        .toBytes());
    }

    public static byte[] peerDown(Peer peer, long seconds, int reason) {
        return message(2, peer.header(seconds), new byte[] {(byte) reason});
    }

    public static byte[] routeMonitoring(Peer peer, long seconds, byte[] update) {
        return message(0, peer.header(seconds), update);
    }

    public static byte[] termination() {
        return message(5, new byte[] {0, 1, 0, 2, 0, 0});
    }
}
