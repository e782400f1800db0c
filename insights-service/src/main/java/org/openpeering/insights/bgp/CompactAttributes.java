/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
 * flags: origin (2 bits), IPv6 next hop (4), and one bit for each of the others that is present
 * next hop: 4 or 16 bytes
 * OTC, MED, LOCAL_PREF: a number each, if present
 * aggregator: a number and 4 bytes, if present
 * extended communities: how many, 8 bytes each, if present; large ones likewise with 12
 * communities: how many, 4 bytes each
 * first AS number of the path, 0 if that begins with a set or is empty
 * the rest of the AS path to the end, by segments: members * 2 + (1 for a set), then the members
 * </pre>
 *
 * A number is written seven bits at a time, the lowest first; flags are one, too. What is before the rest of the path is
 * like that of many other routes of the peer.
 */
public final class CompactAttributes {
    private static final int ORIGIN_BITS = 3;
    private static final int WIDE_NEXT_HOP = 4;
    private static final int HAS_OTC = 8;
    private static final int HAS_MED = 0x10;
    private static final int HAS_LOCAL_PREF = 0x20;
    private static final int HAS_AGGREGATOR = 0x40;
    private static final int HAS_EXTENDED = 0x80;
    private static final int HAS_LARGE = 0x100;
    private static final int ATOMIC = 0x200;
    /** Flags, next hop, five numbers, an address and three counts. */
    private static final int MOST_FIXED = 2 + 16 + 5 * 5 + 4 + 3 * 3;

    private final AsPathBytes path = new AsPathBytes();
    private byte[] bytes = new byte[256];
    private int firstStart;
    private int pathStart;
    private int length;

    /** The bytes, from 0 to {@link #length()}; valid until the next message. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Where the rest of the AS path begins. */
    public int path() {
        return pathStart;
    }

    /** Where the first AS number of the path is. */
    public int first() {
        return firstStart;
    }

    /** The first AS number of the path of what an instance of this class wrote; 0 if that begins with a set or is empty. */
    public static long first(byte[] source, int from) {
        return new Reader(source, from).first();
    }

    /** Fills this from a checked message; the next hop is 4 or 16 bytes at {@code nextHop}. */
    void fill(byte[] source, AttributeScan scan, Reading reading, int nextHop, int nextHopLength) {
        int extended = scan.length(AttributeScan.EXTENDED_COMMUNITIES);
        int large = scan.length(AttributeScan.LARGE_COMMUNITIES);
        int communities = scan.length(AttributeScan.COMMUNITIES);
        int aggregator = scan.aggregator(source);
        // No AS number takes more than three times its width here, be it one segment of its own.
        reserve(MOST_FIXED
                + 3 * (scan.length(AttributeScan.AS_PATH) + scan.length(AttributeScan.AS4_PATH))
                + extended
                + large
                + communities);
        length = 0;
        number(source[scan.start(AttributeScan.ORIGIN)]
                | (nextHopLength == 16 ? WIDE_NEXT_HOP : 0)
                | flag(scan, AttributeScan.OTC, HAS_OTC)
                | flag(scan, AttributeScan.MED, HAS_MED)
                | flag(scan, AttributeScan.LOCAL_PREF, HAS_LOCAL_PREF)
                | flag(scan, aggregator, HAS_AGGREGATOR)
                | flag(scan, AttributeScan.EXTENDED_COMMUNITIES, HAS_EXTENDED)
                | flag(scan, AttributeScan.LARGE_COMMUNITIES, HAS_LARGE)
                | flag(scan, AttributeScan.ATOMIC_AGGREGATE, ATOMIC));
        copy(source, nextHop, nextHopLength);
        uint32(source, scan, AttributeScan.OTC);
        uint32(source, scan, AttributeScan.MED);
        uint32(source, scan, AttributeScan.LOCAL_PREF);
        if (scan.has(aggregator)) {
            int width = scan.length(aggregator) - 4;
            number(AsPathBytes.as(source, scan.start(aggregator), width));
            copy(source, scan.start(aggregator) + width, 4);
        }
        if (extended > 0) {
            number(extended / ExtendedCommunity.BYTES);
            copy(source, scan.start(AttributeScan.EXTENDED_COMMUNITIES), extended);
        }
        if (large > 0) {
            number(large / LargeCommunity.BYTES);
            copy(source, scan.start(AttributeScan.LARGE_COMMUNITIES), large);
        }
        number(communities / 4);
        if (communities > 0) {
            copy(source, scan.start(AttributeScan.COMMUNITIES), communities);
        }
        path.write(source, scan, reading, this);
    }

    private static int flag(AttributeScan scan, int type, int flag) {
        return scan.has(type) ? flag : 0;
    }

    private void copy(byte[] source, int from, int count) {
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    private void uint32(byte[] source, AttributeScan scan, int type) {
        if (scan.has(type)) {
            number(BgpMessage.uint32(source, scan.start(type)));
        }
    }

    private void reserve(int size) {
        if (bytes.length < size) {
            bytes = new byte[size];
        }
    }

    /** The rest of the path follows. */
    void first(long asn) {
        firstStart = length;
        number(asn);
        pathStart = length;
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
        return decode(bytes, 0, bytes, pathStart, length);
    }

    /** Reads back what an instance of this class wrote, of which the rest of the AS path lies apart. */
    public static PathAttributes decode(byte[] source, int from, byte[] path, int pathFrom, int pathEnd) {
        return new Reader(source, from).attributes(new Reader(path, pathFrom), pathEnd);
    }

    private static final class Reader {
        private final byte[] source;
        private int at;

        Reader(byte[] source, int from) {
            this.source = source;
            this.at = from;
        }

        PathAttributes attributes(Reader path, int pathEnd) {
            int flags = (int) number();
            IpAddress nextHop = address((flags & WIDE_NEXT_HOP) != 0 ? Family.IPV6 : Family.IPV4);
            Optional<Asn> otc = (flags & HAS_OTC) != 0 ? Optional.of(new Asn(number())) : Optional.empty();
            OptionalLong med = (flags & HAS_MED) != 0 ? OptionalLong.of(number()) : OptionalLong.empty();
            OptionalLong localPref = (flags & HAS_LOCAL_PREF) != 0 ? OptionalLong.of(number()) : OptionalLong.empty();
            Optional<Aggregator> aggregator = (flags & HAS_AGGREGATOR) != 0
                    ? Optional.of(new Aggregator(new Asn(number()), address(Family.IPV4)))
                    : Optional.empty();
            List<ExtendedCommunity> extended = (flags & HAS_EXTENDED) != 0 ? extendedCommunities() : List.of();
            List<LargeCommunity> large = (flags & HAS_LARGE) != 0 ? largeCommunities() : List.of();
            List<Community> communities = communities();
            return new PathAttributes(
                    path.path(number(), pathEnd),
                    Origin.of(flags & ORIGIN_BITS),
                    nextHop,
                    med,
                    localPref,
                    communities,
                    extended,
                    large,
                    (flags & ATOMIC) != 0,
                    aggregator,
                    otc);
        }

        long first() {
            int flags = (int) number();
            at += (flags & WIDE_NEXT_HOP) != 0 ? 16 : 4;
            skipIf(flags & HAS_OTC);
            skipIf(flags & HAS_MED);
            skipIf(flags & HAS_LOCAL_PREF);
            if ((flags & HAS_AGGREGATOR) != 0) {
                skipIf(flags);
                at += 4;
            }
            skipList(flags & HAS_EXTENDED, ExtendedCommunity.BYTES);
            skipList(flags & HAS_LARGE, LargeCommunity.BYTES);
            skipList(1, 4);
            return number();
        }

        private void skipList(int flag, int width) {
            if (flag != 0) {
                int members = (int) number();
                at += members * width;
            }
        }

        private void skipIf(int flag) {
            if (flag != 0) {
                var _ = number();
            }
        }

        private IpAddress address(Family family) {
            int from = at;
            at += family.bits() / 8;
            return IpAddress.of(Arrays.copyOfRange(source, from, at));
        }

        private List<ExtendedCommunity> extendedCommunities() {
            List<ExtendedCommunity> communities = new ArrayList<>();
            for (long left = number(); left > 0; left--) {
                communities.add(new ExtendedCommunity(BgpMessage.uint64(source, at)));
                at += ExtendedCommunity.BYTES;
            }
            return communities;
        }

        private List<LargeCommunity> largeCommunities() {
            List<LargeCommunity> communities = new ArrayList<>();
            for (long left = number(); left > 0; left--) {
                communities.add(new LargeCommunity(
                        BgpMessage.uint32(source, at),
                        BgpMessage.uint32(source, at + 4),
                        BgpMessage.uint32(source, at + 8)));
                at += LargeCommunity.BYTES;
            }
            return communities;
        }

        private List<Community> communities() {
            List<Community> communities = new ArrayList<>();
            for (long left = number(); left > 0; left--) {
                communities.add(Community.of((int) BgpMessage.uint32(source, at)));
                at += 4;
            }
            return communities;
        }

        private AsPath path(long first, int end) {
            List<List<Asn>> hops = new ArrayList<>();
            if (first != 0) {
                hops.add(List.of(new Asn(first)));
            }
            while (at < end) {
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
