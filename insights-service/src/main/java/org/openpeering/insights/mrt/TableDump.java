/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;

/** TABLE_DUMP (RFC 6396 section 4.2): one route a record, two-byte AS numbers. The subtype is the family. */
final class TableDump {
    private static final int VIEW_AND_SEQUENCE = 4;

    private final Addresses addresses = new Addresses();
    private final MrtEntry entry = new MrtEntry();

    static boolean reads(int subtype) {
        return subtype == 1 || subtype == 2;
    }

    /** Null, or what is wrong with the record. */
    @Nullable
    String read(int subtype, MrtRecord record, byte[] bytes, int from, int to, MrtReceiver receiver) {
        Family family = subtype == 1 ? Family.IPV4 : Family.IPV6;
        int size = Addresses.bytes(family);
        int prefix = from + VIEW_AND_SEQUENCE;
        int length = prefix + size;
        // After the length of the prefix one byte means nothing.
        int originated = length + 2;
        int peer = originated + 4;
        int peerAs = peer + size;
        int attributes = peerAs + 4;
        if (attributes > to) {
            return "cut off before the attributes";
        }
        int bits = bytes[length] & 0xFF;
        if (bits > family.bits()) {
            return "a prefix of " + bits + " bits";
        }
        int end = attributes + BgpMessage.uint16(bytes, peerAs + 2);
        if (end > to) {
            return "cut off in the attributes";
        }
        record.reading(2, false, false);
        record.peer(addresses.at(bytes, peer, family), BgpMessage.uint16(bytes, peerAs));
        entry.prefix(family, false, bytes, prefix, bits);
        entry.path(0, BgpMessage.uint32(bytes, originated));
        receiver.entry(record, entry, bytes, attributes, end);
        return null;
    }
}
