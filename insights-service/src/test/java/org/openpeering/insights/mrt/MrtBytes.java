/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import static org.openpeering.insights.bgp.BgpBytes.concat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.stack.synthetic.ByteWriter;

/** Writes MRT records, right and wrong ones, and knows the samples. */
public final class MrtBytes {
    public static final List<String> SAMPLES = List.of(
            "bird-mrtdump_bgp",
            "bird6-mrtdump_rib",
            "quagga_bgp",
            "quagga_rib",
            "openbgpd_bgp",
            "openbgpd_rib_table-v2");
    public static final int TABLE_DUMP = 12;
    public static final int TABLE_DUMP_V2 = 13;
    public static final int BGP4MP = 16;
    public static final int BGP4MP_ET = 17;
    public static final long SECONDS = 1_500_000_000L;
    public static final IpAddress PEER = IpAddress.parse("192.0.2.1");
    public static final IpAddress LOCAL = IpAddress.parse("192.0.2.2");
    public static final IpAddress PEER6 = IpAddress.parse("2001:db8::1");
    public static final IpAddress LOCAL6 = IpAddress.parse("2001:db8::2");
    public static final long PEER_AS = 65001;
    public static final long LOCAL_AS = 65002;

    private MrtBytes() {}

    public static byte[] sample(String name) throws IOException {
        try (InputStream in = MrtBytes.class.getResourceAsStream("/mrt/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    public static byte[] record(int type, int subtype, byte[]... body) {
        byte[] all = concat(body);
        return new ByteWriter()
                .u32(SECONDS)
                .u16(type)
                .u16(subtype)
                .u32(all.length)
                .raw(all)
                .bytes();
    }

    /** Subtypes with AS4 have four-byte numbers. */
    public static int width(int subtype) {
        return switch (subtype) {
            case 0, 1, 6, 8, 10 -> 2;
            default -> 4;
        };
    }

    public static byte[] session(int subtype, Family family) {
        ByteWriter session = new ByteWriter();
        if (width(subtype) == 4) {
            session.u32(PEER_AS).u32(LOCAL_AS);
        } else {
            session.u16(PEER_AS).u16(LOCAL_AS);
        }
        boolean wide = family == Family.IPV6;
        return session.u16(0)
                .u16(wide ? 2 : 1)
                .raw((wide ? PEER6 : PEER).toBytes())
                .raw((wide ? LOCAL6 : LOCAL).toBytes())
                .bytes();
    }

    /** A message, or two states, of the session between {@link #PEER} and {@link #LOCAL}. */
    public static byte[] bgp4mp(int subtype, byte[] content) {
        return record(BGP4MP, subtype, session(subtype, Family.IPV4), content);
    }

    public static byte[] bgp4mpEt(int subtype, long micros, byte[] content) {
        return record(BGP4MP_ET, subtype, new ByteWriter().u32(micros).bytes(), session(subtype, Family.IPV4), content);
    }

    public static byte[] states(int before, int after) {
        return new ByteWriter().u16(before).u16(after).bytes();
    }

    /** Three peers: IPv4 with a two-byte number, IPv4 and IPv6 with four-byte ones. */
    public static byte[] peers() {
        return record(
                TABLE_DUMP_V2,
                1,
                new ByteWriter()
                        .u32(0x0909_0909)
                        .sized16(new byte[] {'v', 'i', 'e', 'w'})
                        .u16(3)
                        .u8(0)
                        .u32(1)
                        .raw(PEER.toBytes())
                        .u16(PEER_AS)
                        .u8(2)
                        .u32(2)
                        .raw(LOCAL.toBytes())
                        .u32(70001)
                        .u8(3)
                        .u32(3)
                        .raw(PEER6.toBytes())
                        .u32(70002)
                        .bytes());
    }

    /** A route of the table: number of the peer, originated at its number, path identifier 5 if there is one. */
    public static byte[] route(int subtype, int peer, byte[] attributes) {
        ByteWriter route = new ByteWriter().u16(peer).u32(SECONDS - 100 + peer);
        if (subtype >= 8) {
            route.u32(0x8000_0005L);
        }
        return route.sized16(attributes).bytes();
    }

    public static byte[] rib(int subtype, byte[] prefix, byte[]... routes) {
        return record(
                TABLE_DUMP_V2,
                subtype,
                new ByteWriter()
                        .u32(7)
                        .raw(prefix)
                        .u16(routes.length)
                        .raw(concat(routes))
                        .bytes());
    }

    public static byte[] tableDump(Family family, String network, int bits, byte[] attributes) {
        boolean wide = family == Family.IPV6;
        return record(
                TABLE_DUMP,
                wide ? 2 : 1,
                new ByteWriter()
                        .u16(0)
                        .u16(1)
                        .raw(IpAddress.parse(network).toBytes())
                        .u8(bits)
                        .u8(1)
                        .u32(SECONDS - 100)
                        .raw((wide ? PEER6 : PEER).toBytes())
                        .u16(PEER_AS)
                        .sized16(attributes)
                        .bytes());
    }

    /** ORIGIN, AS_PATH, NEXT_HOP. */
    public static byte[] attributes(int width, long... path) {
        return concat(
                BgpBytes.attribute(1, new byte[] {0}),
                BgpBytes.attribute(2, BgpBytes.sequence(width, path)),
                BgpBytes.attribute(3, IpAddress.parse("192.0.2.9").toBytes()));
    }

    /** MP_REACH_NLRI as TABLE_DUMP_V2 has it. */
    public static byte[] shortReach(String nextHop) {
        return BgpBytes.attribute(
                14, new ByteWriter().sized8(IpAddress.parse(nextHop).toBytes()).bytes());
    }
}
