/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * TABLE_DUMP_V2 (RFC 6396 section 4.3, RFC 8050 section 4): a table of peers, then for each prefix the routes of those
 * that have one. AS numbers take four bytes in attributes, whatever the session had.
 */
final class TableDumpV2 {
    private static final int PEER_INDEX_TABLE = 1;
    private static final int RIB_IPV4_UNICAST = 2;
    private static final int RIB_IPV6_MULTICAST = 5;
    private static final int WITH_PATHS = 6;
    private static final int IPV6 = 1;
    private static final int WIDE_AS = 2;

    private record Peer(IpAddress address, long asn) {}

    private final Addresses addresses = new Addresses();
    private final MrtEntry entry = new MrtEntry();
    private List<Peer> peers = List.of();

    /** RIB_GENERIC and the places of peers (RFC 6397) are not read. */
    static boolean reads(int subtype) {
        return subtype == PEER_INDEX_TABLE || rib(subtype) || rib(subtype - WITH_PATHS);
    }

    private static boolean rib(int subtype) {
        return subtype >= RIB_IPV4_UNICAST && subtype <= RIB_IPV6_MULTICAST;
    }

    /** Null, or what is wrong with the record. */
    @Nullable
    String read(int subtype, MrtRecord record, byte[] bytes, int from, int to, MrtReceiver receiver) {
        if (subtype == PEER_INDEX_TABLE) {
            return index(bytes, from, to);
        }
        boolean paths = !rib(subtype);
        record.reading(4, paths, false);
        int of = (paths ? subtype - WITH_PATHS : subtype) - RIB_IPV4_UNICAST;
        Family family = of < 2 ? Family.IPV4 : Family.IPV6;
        int length = from + 4;
        if (length >= to) {
            return "cut off before the prefix";
        }
        int bits = bytes[length] & 0xFF;
        int count = length + 1 + ((bits + 7) >>> 3);
        if (bits > family.bits()) {
            return "a prefix of " + bits + " bits";
        }
        if (count + 2 > to) {
            return "cut off in the prefix";
        }
        entry.prefix(family, of % 2 == 1, bytes, length + 1, bits);
        return entries(record, bytes, count, to, receiver);
    }

    private @Nullable String entries(MrtRecord record, byte[] bytes, int count, int to, MrtReceiver receiver) {
        int head = record.addPath() ? 12 : 8;
        int at = count + 2;
        for (int left = BgpMessage.uint16(bytes, count); left > 0; left--) {
            int attributes = at + head;
            if (attributes > to) {
                return left + " of its routes are missing";
            }
            int end = attributes + BgpMessage.uint16(bytes, attributes - 2);
            if (end > to) {
                return "cut off in the attributes";
            }
            int number = BgpMessage.uint16(bytes, at);
            if (number >= peers.size()) {
                return "peer " + number + " of " + peers.size();
            }
            Peer peer = peers.get(number);
            record.peer(peer.address(), peer.asn());
            entry.path(record.addPath() ? (int) BgpMessage.uint32(bytes, at + 6) : 0, BgpMessage.uint32(bytes, at + 2));
            receiver.entry(record, entry, bytes, attributes, end);
            at = end;
        }
        return null;
    }

    /** A damaged table leaves no peers: routes must not be told of those of another one. */
    private @Nullable String index(byte[] bytes, int from, int to) {
        peers = List.of();
        int name = from + 6;
        if (name > to || name + BgpMessage.uint16(bytes, name - 2) + 2 > to) {
            return "cut off before the peers";
        }
        int at = name + BgpMessage.uint16(bytes, name - 2) + 2;
        List<Peer> read = new ArrayList<>();
        for (int left = BgpMessage.uint16(bytes, at - 2); left > 0; left--) {
            int type = at < to ? bytes[at] : 0;
            Family family = (type & IPV6) != 0 ? Family.IPV6 : Family.IPV4;
            int width = (type & WIDE_AS) != 0 ? 4 : 2;
            int address = at + 5;
            int asn = address + Addresses.bytes(family);
            if (asn + width > to) {
                return left + " of its peers are missing";
            }
            read.add(new Peer(
                    addresses.at(bytes, address, family),
                    width == 4 ? BgpMessage.uint32(bytes, asn) : BgpMessage.uint16(bytes, asn)));
            at = asn + width;
        }
        peers = read;
        return null;
    }
}
