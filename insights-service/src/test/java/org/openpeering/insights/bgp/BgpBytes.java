/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

/** Writes BGP messages for tests, straight from the RFCs. */
public final class BgpBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public BgpBytes u8(long value) {
        out.write((int) value);
        return this;
    }

    public BgpBytes u16(long value) {
        return u8(value >> 8).u8(value);
    }

    public BgpBytes u32(long value) {
        return u16(value >> 16).u16(value);
    }

    public BgpBytes u64(long value) {
        return u32(value >> 32).u32(value);
    }

    public BgpBytes bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    public BgpBytes zeros(int count) {
        return bytes(new byte[count]);
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    public static byte[] message(int type, byte[] body) {
        byte[] marker = new byte[16];
        java.util.Arrays.fill(marker, (byte) 0xFF);
        return new BgpBytes()
                .bytes(marker)
                .u16(19 + body.length)
                .u8(type)
                .bytes(body)
                .toBytes();
    }

    public static byte[] update(byte[] withdrawn, byte[] attributes, byte[] announced) {
        return message(
                2,
                new BgpBytes()
                        .u16(withdrawn.length)
                        .bytes(withdrawn)
                        .u16(attributes.length)
                        .bytes(attributes)
                        .bytes(announced)
                        .toBytes());
    }

    public static byte[] attribute(int type, byte[] value) {
        return value.length > 255
                ? new BgpBytes()
                        .u8(0xD0)
                        .u8(type)
                        .u16(value.length)
                        .bytes(value)
                        .toBytes()
                : new BgpBytes().u8(0xC0).u8(type).u8(value.length).bytes(value).toBytes();
    }

    public static byte[] concat(byte[]... parts) {
        BgpBytes all = new BgpBytes();
        for (byte[] part : parts) {
            all.bytes(part);
        }
        return all.toBytes();
    }

    public static byte[] nlri(IpPrefix... prefixes) {
        BgpBytes all = new BgpBytes();
        for (IpPrefix prefix : prefixes) {
            prefix(all, prefix);
        }
        return all.toBytes();
    }

    public static byte[] nlriWithPath(long pathId, IpPrefix... prefixes) {
        BgpBytes all = new BgpBytes();
        for (IpPrefix prefix : prefixes) {
            prefix(all.u32(pathId), prefix);
        }
        return all.toBytes();
    }

    private static void prefix(BgpBytes to, IpPrefix prefix) {
        to.u8(prefix.length());
        byte[] network = prefix.network().toBytes();
        for (int i = 0; i < (prefix.length() + 7) / 8; i++) {
            to.u8(network[i]);
        }
    }

    /** Segments of sequences and sets, with numbers of {@code width} bytes. */
    public static byte[] asPath(AsPath path, int width) {
        BgpBytes all = new BgpBytes();
        for (List<Asn> hop : path.hops()) {
            all.u8(hop.size() == 1 ? 2 : 1).u8(hop.size());
            hop.forEach(asn -> number(all, asn.value(), width));
        }
        return all.toBytes();
    }

    public static byte[] sequence(int width, long... asns) {
        BgpBytes all = new BgpBytes().u8(2).u8(asns.length);
        for (long asn : asns) {
            number(all, asn, width);
        }
        return all.toBytes();
    }

    private static void number(BgpBytes to, long asn, int width) {
        if (width == 4) {
            to.u32(asn);
        } else {
            to.u16(asn > 0xFFFF ? 23456 : asn);
        }
    }

    /** ORIGIN, AS_PATH, communities, OTC; with the next hop if {@code withNextHop}. */
    public static byte[] attributes(PathAttributes attributes, int width, boolean withNextHop) {
        BgpBytes all = new BgpBytes();
        all.bytes(attribute(1, new byte[] {code(attributes.origin())}));
        all.bytes(attribute(2, asPath(attributes.asPath(), width)));
        if (withNextHop) {
            all.bytes(attribute(3, attributes.nextHop().toBytes()));
        }
        if (!attributes.communities().isEmpty()) {
            BgpBytes communities = new BgpBytes();
            for (Community community : attributes.communities()) {
                communities.u16(community.asn()).u16(community.value());
            }
            all.bytes(attribute(8, communities.toBytes()));
        }
        attributes
                .onlyToCustomer()
                .ifPresent(asn ->
                        all.bytes(attribute(35, new BgpBytes().u32(asn.value()).toBytes())));
        return all.toBytes();
    }

    private static byte code(Origin origin) {
        return switch (origin) {
            case IGP -> 0;
            case EGP -> 1;
            case INCOMPLETE -> 2;
        };
    }

    public static byte[] reach(Family family, IpAddress nextHop, byte[] nlri) {
        byte[] hop = nextHop.toBytes();
        return attribute(
                14,
                new BgpBytes()
                        .u16(family == Family.IPV4 ? 1 : 2)
                        .u8(1)
                        .u8(hop.length)
                        .bytes(hop)
                        .u8(0)
                        .bytes(nlri)
                        .toBytes());
    }

    public static byte[] unreach(Family family, byte[] nlri) {
        return attribute(
                15,
                new BgpBytes()
                        .u16(family == Family.IPV4 ? 1 : 2)
                        .u8(1)
                        .bytes(nlri)
                        .toBytes());
    }

    /** An announcement as a speaker of today writes it. */
    public static byte[] announce(PathAttributes attributes, IpPrefix... prefixes) {
        return prefixes[0].family() == Family.IPV4
                ? update(new byte[0], attributes(attributes, 4, true), nlri(prefixes))
                : update(
                        new byte[0],
                        concat(
                                attributes(attributes, 4, false),
                                reach(Family.IPV6, attributes.nextHop(), nlri(prefixes))),
                        new byte[0]);
    }

    public static byte[] withdraw(IpPrefix... prefixes) {
        return prefixes[0].family() == Family.IPV4
                ? update(nlri(prefixes), new byte[0], new byte[0])
                : update(new byte[0], unreach(Family.IPV6, nlri(prefixes)), new byte[0]);
    }

    public static byte[] endOfRib(Family family) {
        return family == Family.IPV4
                ? update(new byte[0], new byte[0], new byte[0])
                : update(new byte[0], unreach(family, new byte[0]), new byte[0]);
    }

    public static byte[] capability(int code, byte[] value) {
        return new BgpBytes().u8(code).u8(value.length).bytes(value).toBytes();
    }

    public static byte[] open(int asn, byte[]... capabilities) {
        byte[] all = concat(capabilities);
        return message(
                1,
                new BgpBytes()
                        .u8(4)
                        .u16(asn)
                        .u16(90)
                        .u32(0x7F000001)
                        .u8(all.length + 2)
                        .u8(2)
                        .u8(all.length)
                        .bytes(all)
                        .toBytes());
    }

    /** 4-byte AS, IPv4 and IPv6, and ADD-PATH in the mode given for both, if not 0. */
    public static byte[] modernOpen(long asn, int addPathMode) {
        byte[] paths = new BgpBytes()
                .u16(1)
                .u8(1)
                .u8(addPathMode)
                .u16(2)
                .u8(1)
                .u8(addPathMode)
                .toBytes();
        return open(
                asn > 0xFFFF ? 23456 : (int) asn,
                capability(1, new byte[] {0, 1, 0, 1}),
                capability(1, new byte[] {0, 2, 0, 1}),
                capability(65, new BgpBytes().u32(asn).toBytes()),
                addPathMode == 0 ? new byte[0] : capability(69, paths));
    }
}
