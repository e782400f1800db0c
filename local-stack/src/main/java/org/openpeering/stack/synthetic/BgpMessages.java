/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** BGP-4 messages (RFC 4271) with multiprotocol reach (RFC 4760) and four-octet AS numbers (RFC 6793). */
final class BgpMessages {
    private static final int OPEN = 1;
    private static final int UPDATE = 2;
    private static final int NOTIFICATION = 3;
    private static final int AS_TRANS = 23456;
    private static final int AFI_IPV4 = 1;
    private static final int AFI_IPV6 = 2;
    private static final int SAFI_UNICAST = 1;

    private static final int OPTIONAL = 0x80;
    private static final int TRANSITIVE = 0x40;
    private static final int EXTENDED_LENGTH = 0x10;

    private BgpMessages() {}

    /** An OPEN that offers both unicast families, route refresh and four-octet AS numbers. */
    static byte[] open(long asn, int holdTime, InetAddress bgpId) {
        ByteWriter capabilities = new ByteWriter();
        for (int afi : List.of(AFI_IPV4, AFI_IPV6)) {
            capabilities.u8(1).u8(4).u16(afi).u8(0).u8(SAFI_UNICAST);
        }
        capabilities.u8(2).u8(0);
        capabilities.u8(65).u8(4).u32(asn);
        byte[] parameter = new ByteWriter().u8(2).sized8(capabilities.bytes()).bytes();
        return message(
                OPEN,
                new ByteWriter()
                        .u8(4)
                        .u16(asn > 0xffff ? AS_TRANS : (int) asn)
                        .u16(holdTime)
                        .raw(bgpId.getAddress())
                        .sized8(parameter)
                        .bytes());
    }

    static byte[] announcement(Route route) {
        boolean ipv6 = Route.isIpv6(route.prefix());
        ByteWriter attributes = new ByteWriter();
        attribute(attributes, TRANSITIVE, 1, new byte[] {0});
        attribute(attributes, TRANSITIVE, 2, asPath(route.asPath()));
        if (!ipv6) {
            attribute(attributes, TRANSITIVE, 3, route.nextHop().getAddress());
        }
        if (!route.communities().isEmpty()) {
            attribute(attributes, OPTIONAL | TRANSITIVE, 8, communities(route.communities()));
        }
        if (ipv6) {
            attribute(attributes, OPTIONAL, 14, reach(route));
        }
        return update(new byte[0], attributes.bytes(), ipv6 ? new byte[0] : Route.nlri(route.prefix()));
    }

    static byte[] withdrawal(String prefix) {
        if (!Route.isIpv6(prefix)) {
            return update(Route.nlri(prefix), new byte[0], new byte[0]);
        }
        return update(new byte[0], unreach(Route.nlri(prefix)), new byte[0]);
    }

    /** The marker that the initial table is complete (RFC 4724 section 2). */
    static byte[] endOfRib(boolean ipv6) {
        return update(new byte[0], ipv6 ? unreach(new byte[0]) : new byte[0], new byte[0]);
    }

    static byte[] notification(int code, int subcode) {
        return message(NOTIFICATION, new ByteWriter().u8(code).u8(subcode).bytes());
    }

    private static byte[] reach(Route route) {
        return new ByteWriter()
                .u16(AFI_IPV6)
                .u8(SAFI_UNICAST)
                .sized8(route.nextHop().getAddress())
                .u8(0)
                .raw(Route.nlri(route.prefix()))
                .bytes();
    }

    private static byte[] unreach(byte[] nlri) {
        ByteWriter attributes = new ByteWriter();
        byte[] value = new ByteWriter().u16(AFI_IPV6).u8(SAFI_UNICAST).raw(nlri).bytes();
        attribute(attributes, OPTIONAL, 15, value);
        return attributes.bytes();
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

    private static void attribute(ByteWriter out, int flags, int type, byte[] value) {
        if (value.length > 255) {
            out.u8(flags | EXTENDED_LENGTH).u8(type).sized16(value);
        } else {
            out.u8(flags).u8(type).sized8(value);
        }
    }

    private static byte[] update(byte[] withdrawn, byte[] attributes, byte[] nlri) {
        return message(
                UPDATE,
                new ByteWriter()
                        .sized16(withdrawn)
                        .sized16(attributes)
                        .raw(nlri)
                        .bytes());
    }

    private static byte[] message(int type, byte[] body) {
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
