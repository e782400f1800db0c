/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * {@link PathAttributes} as bytes, a third of what the wire takes, and the same bytes for the same attributes whatever
 * their order, the width of AS numbers or the length form were on the wire:
 *
 * <pre>
 * flags: origin (2 bits), IPv6 next hop (4), OTC present (8)
 * next hop: 4 or 16 bytes
 * OTC: number, if present
 * AS path: number of segments; each: members * 2 + (1 for a set), then the members
 * communities: 4 bytes each, to the end
 * </pre>
 *
 * A number is written seven bits at a time, the lowest first.
 */
public final class CompactAttributes {
    private static final int ORIGIN_BITS = 3;
    private static final int WIDE_NEXT_HOP = 4;
    private static final int HAS_OTC = 8;

    private final AsPathBytes path = new AsPathBytes();
    private byte[] bytes = new byte[256];
    private int length;

    /** The bytes, from 0 to {@link #length()}; valid until the next message. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Fills this from a checked message; the next hop is 4 or 16 bytes at {@code nextHop}. */
    void fill(byte[] source, AttributeScan scan, Reading reading, int nextHop, int nextHopLength) {
        int communities = scan.has(AttributeScan.COMMUNITIES)
                ? scan.end(AttributeScan.COMMUNITIES) - scan.start(AttributeScan.COMMUNITIES)
                : 0;
        int hops = scan.end(AttributeScan.AS_PATH) - scan.start(AttributeScan.AS_PATH);
        int merged = scan.has(AttributeScan.AS4_PATH)
                ? scan.end(AttributeScan.AS4_PATH) - scan.start(AttributeScan.AS4_PATH)
                : 0;
        // No AS number takes more than three times its width here, be it one segment of its own.
        reserve(64 + 3 * (hops + merged) + communities);
        int wide = nextHopLength == 16 ? WIDE_NEXT_HOP : 0;
        int otc = scan.has(AttributeScan.OTC) ? HAS_OTC : 0;
        bytes[0] = (byte) (source[scan.start(AttributeScan.ORIGIN)] | wide | otc);
        System.arraycopy(source, nextHop, bytes, 1, nextHopLength);
        length = 1 + nextHopLength;
        if (otc != 0) {
            number(BgpMessage.uint32(source, scan.start(AttributeScan.OTC)));
        }
        path.write(source, scan, reading, this);
        if (communities > 0) {
            System.arraycopy(source, scan.start(AttributeScan.COMMUNITIES), bytes, length, communities);
            length += communities;
        }
    }

    private void reserve(int size) {
        if (bytes.length < size) {
            bytes = new byte[size];
        }
    }

    void segment(int members, boolean set) {
        number((long) members << 1 | (set ? 1 : 0));
    }

    void number(long value) {
        long rest = value;
        while (rest > 0x7F) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    public PathAttributes decode() {
        return decode(bytes, 0, length);
    }

    /** Reads back what an instance of this class wrote. */
    public static PathAttributes decode(byte[] source, int from, int length) {
        return new Reader(source, from, from + length).attributes();
    }

    private static final class Reader {
        private final byte[] source;
        private final int end;
        private int at;

        Reader(byte[] source, int from, int end) {
            this.source = source;
            this.at = from;
            this.end = end;
        }

        PathAttributes attributes() {
            int flags = source[at++];
            int width = (flags & WIDE_NEXT_HOP) != 0 ? Family.IPV6.bits() / 8 : Family.IPV4.bits() / 8;
            IpAddress nextHop = IpAddress.of(Arrays.copyOfRange(source, at, at + width));
            at += width;
            Optional<Asn> otc = (flags & HAS_OTC) != 0 ? Optional.of(new Asn(number())) : Optional.empty();
            AsPath path = path();
            List<Community> communities = new ArrayList<>((end - at) / 4);
            for (; at < end; at += 4) {
                communities.add(Community.of((int) BgpMessage.uint32(source, at)));
            }
            return new PathAttributes(path, Origin.of(flags & ORIGIN_BITS), nextHop, communities, otc);
        }

        private AsPath path() {
            List<List<Asn>> hops = new ArrayList<>();
            for (long segments = number(); segments > 0; segments--) {
                long head = number();
                List<Asn> members = new ArrayList<>();
                for (long i = head >>> 1; i > 0; i--) {
                    members.add(new Asn(number()));
                }
                if ((head & 1) != 0) {
                    hops.add(AsPath.set(members));
                } else {
                    members.forEach(member -> hops.add(List.of(member)));
                }
            }
            return new AsPath(hops);
        }

        private long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = source[at++];
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }
    }
}
