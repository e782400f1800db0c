/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.List;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.stack.synthetic.BgpMessages;
import org.openpeering.stack.synthetic.ByteWriter;

/** Writes BGP messages of the contract's values, and such as no router of this suite sends. */
public final class BgpBytes {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] BGP_ID = {127, 0, 0, 1};

    private BgpBytes() {}

    public static byte[] message(int type, byte[] body) {
        return BgpMessages.message(type, body);
    }

    public static byte[] update(byte[] withdrawn, byte[] attributes, byte[] announced) {
        return BgpMessages.update(withdrawn, attributes, announced);
    }

    /** Always optional and transitive: the decoder must not ask. */
    public static byte[] attribute(int type, byte[] value) {
        return BgpMessages.attribute(BgpMessages.OPTIONAL | BgpMessages.TRANSITIVE, type, value);
    }

    public static byte[] concat(byte[]... parts) {
        ByteWriter all = new ByteWriter();
        for (byte[] part : parts) {
            all.raw(part);
        }
        return all.bytes();
    }

    public static byte[] nlri(IpPrefix... prefixes) {
        ByteWriter all = new ByteWriter();
        for (IpPrefix prefix : prefixes) {
            all.raw(nlri(prefix));
        }
        return all.bytes();
    }

    public static byte[] nlriWithPath(long pathId, IpPrefix... prefixes) {
        ByteWriter all = new ByteWriter();
        for (IpPrefix prefix : prefixes) {
            all.u32(pathId).raw(nlri(prefix));
        }
        return all.bytes();
    }

    private static byte[] nlri(IpPrefix prefix) {
        return BgpMessages.nlri(prefix.network().toBytes(), prefix.length());
    }

    /** Segments of sequences and sets, with numbers of {@code width} bytes. */
    public static byte[] asPath(AsPath path, int width) {
        ByteWriter all = new ByteWriter();
        for (List<Asn> hop : path.hops()) {
            all.u8(hop.size() == 1 ? 2 : 1).u8(hop.size());
            hop.forEach(asn -> number(all, asn.value(), width));
        }
        return all.bytes();
    }

    public static byte[] sequence(int width, long... asns) {
        ByteWriter all = new ByteWriter().u8(2).u8(asns.length);
        for (long asn : asns) {
            number(all, asn, width);
        }
        return all.bytes();
    }

    private static void number(ByteWriter to, long asn, int width) {
        if (width == 4) {
            to.u32(asn);
        } else {
            to.u16(asn > 0xFFFF ? BgpMessages.AS_TRANS : asn);
        }
    }

    /** All of them; with the next hop if {@code withNextHop}. */
    public static byte[] attributes(PathAttributes attributes, int width, boolean withNextHop) {
        ByteWriter all = new ByteWriter();
        all.raw(attribute(1, new byte[] {code(attributes.origin())}));
        all.raw(attribute(2, asPath(attributes.asPath(), width)));
        if (withNextHop) {
            all.raw(attribute(3, attributes.nextHop().toBytes()));
        }
        attributes.med().ifPresent(med -> all.raw(attribute(4, uint32(med))));
        attributes.localPref().ifPresent(preference -> all.raw(attribute(5, uint32(preference))));
        if (attributes.atomicAggregate()) {
            all.raw(attribute(6, NOTHING));
        }
        attributes.aggregator().ifPresent(aggregator -> all.raw(aggregator(aggregator, width)));
        if (!attributes.communities().isEmpty()) {
            ByteWriter communities = new ByteWriter();
            for (Community community : attributes.communities()) {
                communities.u16(community.asn()).u16(community.value());
            }
            all.raw(attribute(8, communities.bytes()));
        }
        if (!attributes.extendedCommunities().isEmpty()) {
            ByteWriter communities = new ByteWriter();
            for (ExtendedCommunity community : attributes.extendedCommunities()) {
                communities.u32(community.bits() >>> 32).u32(community.bits() & 0xFFFF_FFFFL);
            }
            all.raw(attribute(16, communities.bytes()));
        }
        if (!attributes.largeCommunities().isEmpty()) {
            ByteWriter communities = new ByteWriter();
            for (LargeCommunity community : attributes.largeCommunities()) {
                communities
                        .u32(community.administrator())
                        .u32(community.first())
                        .u32(community.second());
            }
            all.raw(attribute(32, communities.bytes()));
        }
        attributes.onlyToCustomer().ifPresent(asn -> all.raw(attribute(35, uint32(asn.value()))));
        return all.bytes();
    }

    /** With AS4_AGGREGATOR where two bytes are too few (RFC 6793 section 4.2.2). */
    private static byte[] aggregator(Aggregator aggregator, int width) {
        ByteWriter value = new ByteWriter();
        number(value, aggregator.asn().value(), width);
        value.raw(aggregator.address().toBytes());
        byte[] wide = new ByteWriter()
                .u32(aggregator.asn().value())
                .raw(aggregator.address().toBytes())
                .bytes();
        return width == 2 && aggregator.asn().value() > 0xFFFF
                ? concat(attribute(7, value.bytes()), attribute(18, wide))
                : attribute(7, value.bytes());
    }

    private static byte[] uint32(long value) {
        return new ByteWriter().u32(value).bytes();
    }

    private static byte code(Origin origin) {
        return switch (origin) {
            case IGP -> 0;
            case EGP -> 1;
            case INCOMPLETE -> 2;
        };
    }

    public static byte[] reach(Family family, IpAddress nextHop, byte[] nlri) {
        return attribute(14, BgpMessages.reach(afi(family), nextHop.toBytes(), nlri));
    }

    public static byte[] unreach(Family family, byte[] nlri) {
        return attribute(15, BgpMessages.unreach(afi(family), nlri));
    }

    private static int afi(Family family) {
        return family == Family.IPV4 ? BgpMessages.AFI_IPV4 : BgpMessages.AFI_IPV6;
    }

    /** An announcement as a speaker of today writes it. */
    public static byte[] announce(PathAttributes attributes, IpPrefix... prefixes) {
        return prefixes[0].family() == Family.IPV4
                ? update(NOTHING, attributes(attributes, 4, true), nlri(prefixes))
                : update(
                        NOTHING,
                        concat(
                                attributes(attributes, 4, false),
                                reach(Family.IPV6, attributes.nextHop(), nlri(prefixes))),
                        NOTHING);
    }

    public static byte[] withdraw(IpPrefix... prefixes) {
        return prefixes[0].family() == Family.IPV4
                ? update(nlri(prefixes), NOTHING, NOTHING)
                : update(NOTHING, unreach(Family.IPV6, nlri(prefixes)), NOTHING);
    }

    public static byte[] endOfRib(Family family) {
        return update(NOTHING, family == Family.IPV4 ? NOTHING : unreach(family, NOTHING), NOTHING);
    }

    public static byte[] capability(int code, byte[] value) {
        return BgpMessages.capability(code, value);
    }

    public static byte[] open(long asn, byte[]... capabilities) {
        return BgpMessages.open(asn, 90, BGP_ID, capabilities);
    }

    /** 4-byte AS, IPv4 and IPv6, and ADD-PATH in the mode given for both, if not 0. */
    public static byte[] modernOpen(long asn, int addPathMode) {
        byte[] paths = new ByteWriter()
                .u16(BgpMessages.AFI_IPV4)
                .u8(1)
                .u8(addPathMode)
                .u16(BgpMessages.AFI_IPV6)
                .u8(1)
                .u8(addPathMode)
                .bytes();
        return open(
                asn,
                BgpMessages.multiprotocol(BgpMessages.AFI_IPV4),
                BgpMessages.multiprotocol(BgpMessages.AFI_IPV6),
                BgpMessages.fourOctetAs(asn),
                addPathMode == 0 ? NOTHING : capability(69, paths));
    }
}
