/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * BGP-4 messages (RFC 4271) with multiprotocol reach (RFC 4760) and four-octet AS numbers (RFC 6793): those of a synthetic
 * router, and their parts for tests that write others. A part is written as it is given; nothing is checked.
 */
public final class BgpMessages {
    private static final int OPEN = 1;
    private static final int UPDATE = 2;
    private static final int NOTIFICATION = 3;
    public static final int AS_TRANS = 23456;
    public static final int AFI_IPV4 = 1;
    public static final int AFI_IPV6 = 2;
    private static final int SAFI_UNICAST = 1;

    public static final int OPTIONAL = 0x80;
    public static final int TRANSITIVE = 0x40;
    private static final int EXTENDED_LENGTH = 0x10;

    private BgpMessages() {}

    /** An OPEN that offers both unicast families, route refresh and four-octet AS numbers. */
    static byte[] open(long asn, int holdTime, InetAddress bgpId) {
        return open(
                asn,
                holdTime,
                bgpId.getAddress(),
                multiprotocol(AFI_IPV4),
                multiprotocol(AFI_IPV6),
                capability(2, new byte[0]),
                fourOctetAs(asn));
    }

    /** An OPEN with these capabilities in one parameter. */
    public static byte[] open(long asn, int holdTime, byte[] bgpId, byte[]... capabilities) {
        ByteWriter all = new ByteWriter();
        for (byte[] capability : capabilities) {
            all.raw(capability);
        }
        byte[] parameter = new ByteWriter().u8(2).sized8(all.bytes()).bytes();
        return message(
                OPEN,
                new ByteWriter()
                        .u8(4)
                        .u16(asn > 0xffff ? AS_TRANS : asn)
                        .u16(holdTime)
                        .raw(bgpId)
                        .sized8(parameter)
                        .bytes());
    }

    public static byte[] capability(int code, byte[] value) {
        return new ByteWriter().u8(code).sized8(value).bytes();
    }

    /** The capability to speak of a family's unicast routes. */
    public static byte[] multiprotocol(int afi) {
        return capability(1, new ByteWriter().u16(afi).u8(0).u8(SAFI_UNICAST).bytes());
    }

    public static byte[] fourOctetAs(long asn) {
        return capability(65, new ByteWriter().u32(asn).bytes());
    }

    /** An UPDATE with one route; AS numbers have four octets. */
    public static byte[] announcement(Route route) {
        boolean ipv6 = Route.isIpv6(route.prefix());
        byte[] nextHop = route.nextHop().getAddress();
        byte[] nlri = Route.nlri(route.prefix());
        ByteWriter attributes = new ByteWriter()
                .raw(attribute(TRANSITIVE, 1, new byte[] {0}))
                .raw(attribute(TRANSITIVE, 2, asPath(route.asPath())));
        if (!ipv6) {
            attributes.raw(attribute(TRANSITIVE, 3, nextHop));
        }
        if (!route.communities().isEmpty()) {
            attributes.raw(attribute(OPTIONAL | TRANSITIVE, 8, communities(route.communities())));
        }
        if (ipv6) {
            attributes.raw(attribute(OPTIONAL, 14, reach(AFI_IPV6, nextHop, nlri)));
        }
        return update(new byte[0], attributes.bytes(), ipv6 ? new byte[0] : nlri);
    }

    static byte[] withdrawal(String prefix) {
        if (!Route.isIpv6(prefix)) {
            return update(Route.nlri(prefix), new byte[0], new byte[0]);
        }
        return update(new byte[0], attribute(OPTIONAL, 15, unreach(AFI_IPV6, Route.nlri(prefix))), new byte[0]);
    }

    /** The marker that the initial table is complete (RFC 4724 section 2). */
    static byte[] endOfRib(boolean ipv6) {
        byte[] attributes = ipv6 ? attribute(OPTIONAL, 15, unreach(AFI_IPV6, new byte[0])) : new byte[0];
        return update(new byte[0], attributes, new byte[0]);
    }

    static byte[] notification(int code, int subcode) {
        return message(NOTIFICATION, new ByteWriter().u8(code).u8(subcode).bytes());
    }

    /** The value of MP_REACH_NLRI. */
    public static byte[] reach(int afi, byte[] nextHop, byte[] nlri) {
        return new ByteWriter()
                .u16(afi)
                .u8(SAFI_UNICAST)
                .sized8(nextHop)
                .u8(0)
                .raw(nlri)
                .bytes();
    }

    /** The value of MP_UNREACH_NLRI. */
    public static byte[] unreach(int afi, byte[] nlri) {
        return new ByteWriter().u16(afi).u8(SAFI_UNICAST).raw(nlri).bytes();
    }

    /** A prefix as NLRI has it (RFC 4271 section 4.3): the length in bits and as many octets as it takes. */
    public static byte[] nlri(byte[] network, int length) {
        return new ByteWriter()
                .u8(length)
                .raw(Arrays.copyOf(network, (length + 7) / 8))
                .bytes();
    }

    private static byte[] asPath(List<Long> path) {
        ByteWriter value = new ByteWriter();
        if (!path.isEmpty()) {
            value.u8(2).u8(path.size());
            path.forEach(value::u32);
        }
        return value.bytes();
    }

    private static byte[] communities(List<String> communities) {
        ByteWriter value = new ByteWriter();
        for (String community : communities) {
            int colon = community.indexOf(':');
            value.u16(Integer.parseInt(community.substring(0, colon)));
            value.u16(Integer.parseInt(community.substring(colon + 1)));
        }
        return value.bytes();
    }

    /** A path attribute; its length takes two octets when it has to. */
    public static byte[] attribute(int flags, int type, byte[] value) {
        return value.length > 255
                ? new ByteWriter()
                        .u8(flags | EXTENDED_LENGTH)
                        .u8(type)
                        .sized16(value)
                        .bytes()
                : new ByteWriter().u8(flags).u8(type).sized8(value).bytes();
    }

    public static byte[] update(byte[] withdrawn, byte[] attributes, byte[] nlri) {
        return message(
                UPDATE,
                new ByteWriter()
                        .sized16(withdrawn)
                        .sized16(attributes)
                        .raw(nlri)
                        .bytes());
    }

    public static byte[] message(int type, byte[] body) {
        byte[] marker = new byte[16];
        Arrays.fill(marker, (byte) 0xff);
        return new ByteWriter()
                .raw(marker)
                .u16(19 + body.length)
                .u8(type)
                .raw(body)
                .bytes();
    }
}
