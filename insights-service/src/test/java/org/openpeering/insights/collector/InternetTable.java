/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;

/**
 * A made-up table of the size and shape of the Internet's: five of six prefixes are IPv4, lengths are spread as in public
 * tables of 2026. A group is an origin's prefixes that are treated alike; each peer has one set of attributes for it, whose
 * path ends like those of the others. Left out by a peer is one prefix in fifty.
 *
 * <p>How much is alike is as in a whole table that one session sent in 2015 (577,706 prefixes): 6.4 prefixes for each set
 * of attributes, 1.9 from one in order to the next with other attributes, and for 5.5 sets one of all but the AS path.
 */
final class InternetTable {
    private static final int[] IPV4_LENGTHS = {24, 24, 24, 24, 24, 24, 23, 22, 22, 21};
    private static final int[] IPV4_SHORTER = {20, 20, 20, 20, 19, 19, 18, 17, 16, 16};
    private static final int[] IPV6_LENGTHS = {48, 48, 48, 48, 48, 32, 44, 40, 36, 29};
    private static final byte[] NOTHING = new byte[0];
    private static final int LONGEST_NLRI = 3000;

    private final long[] networks;
    private final byte[] lengths;
    private final int[] groups;
    /** Numbers of prefixes, those of a group together. */
    private final int[] byGroup;

    private final int ipv4;
    private final int groupCount;
    /** In how many ways a peer tags what it learnt. */
    private final int ways;

    /** A session's table as its router sends it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Sent(byte[] bmp, int messages, int routes) {}

    InternetTable(int prefixes) {
        this(prefixes, true);
    }

    /**
     * A table in which sets of attributes are alike as they are in the Internet, or, as none is, in which each has communities
     * that no other one has.
     */
    InternetTable(int prefixes, boolean alike) {
        networks = new long[prefixes];
        lengths = new byte[prefixes];
        groups = new int[prefixes];
        ipv4 = (int) (prefixes * 5L / 6);
        groupCount = Math.max(1, (int) (prefixes * 10L / 91));
        ways = alike ? Math.max(1, groupCount / 7) : Integer.MAX_VALUE;
        Random random = new Random(12);
        long step = 0xDF00_0000L / Math.max(1, ipv4);
        for (int made = 0; made < prefixes; ) {
            // Few origins have many prefixes, many have few.
            double share = random.nextDouble();
            int group = (int) (groupCount * share * share);
            int run = random.nextInt(5) == 0 ? 2 + random.nextInt(8) : 1;
            for (int i = 0; i < run && made < prefixes; i++, made++) {
                groups[made] = group;
                if (made < ipv4) {
                    ipv4(made, step, random);
                } else {
                    ipv6(made, random);
                }
            }
        }
        byGroup = new int[prefixes];
        int[] starts = new int[groupCount + 1];
        for (int group : groups) {
            starts[group + 1]++;
        }
        for (int i = 0; i < groupCount; i++) {
            starts[i + 1] += starts[i];
        }
        for (int i = 0; i < prefixes; i++) {
            byGroup[starts[groups[i]]++] = i;
        }
    }

    private void ipv4(int number, long step, Random random) {
        int length = random.nextInt(8) == 0
                ? IPV4_SHORTER[random.nextInt(IPV4_SHORTER.length)]
                : IPV4_LENGTHS[random.nextInt(IPV4_LENGTHS.length)];
        long address = 0x0100_0000L + number * step;
        networks[number] = (address & (-1L << (32 - length))) << 32;
        lengths[number] = (byte) length;
        // Often one inside the one before: in the order of the table.
        if (number > 0 && compare(number - 1, number) >= 0) {
            lengths[number] = 24;
            networks[number] = (address & -1L << 8) << 32;
        }
    }

    private void ipv6(int number, Random random) {
        int length = IPV6_LENGTHS[random.nextInt(IPV6_LENGTHS.length)];
        long address = 0x2400_0000_0000_0000L + (number - ipv4) * 0x0000_0001_8001_0000L * 8;
        networks[number] = address & (-1L << (64 - length));
        lengths[number] = (byte) length;
        if (number > ipv4 && compare(number - 1, number) >= 0) {
            lengths[number] = 48;
            networks[number] = address & -1L << 16;
        }
    }

    private int compare(int a, int b) {
        int order = Long.compareUnsigned(networks[a], networks[b]);
        return order != 0 ? order : Integer.compare(lengths[a], lengths[b]);
    }

    /** Whether that group and number are among one of so many. */
    static boolean chosen(int number, int salt, int of) {
        long mixed = (number * 0x9E37_79B9_7F4A_7C15L) ^ salt * 0xC4CE_B9FE_1A85_EC53L;
        return Long.remainderUnsigned(((mixed ^ mixed >>> 31) * 0xD6E8_FEB8_6659_FD93L) >>> 20, of) == 0;
    }

    /** All groups, each in as few messages as there can be. */
    Sent packed(Peer peer, int variant) {
        return sent(peer, variant, group -> true, Integer.MAX_VALUE, networks.length);
    }

    /** As many prefixes, one in a message, next to each other in the order of groups. */
    Sent single(Peer peer, int variant, int routes) {
        return sent(peer, variant, group -> true, 1, routes);
    }

    /** Some groups. */
    Sent sparse(Peer peer, int variant, int routes) {
        int of = Math.max(1, networks.length / routes);
        return sent(peer, variant, group -> chosen(group, 99, of), Integer.MAX_VALUE, routes);
    }

    private Sent sent(Peer peer, int variant, IntPredicate wanted, int most, int limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
        int[] counts = new int[2];
        for (int i = 0; i < byGroup.length && counts[1] < limit; ) {
            int group = groups[byGroup[i]];
            int end = i;
            while (end < byGroup.length && groups[byGroup[end]] == group) {
                end++;
            }
            if (wanted.test(group)) {
                send(peer, variant, i, end, most, limit, out, counts);
            }
            i = end;
        }
        return new Sent(out.toByteArray(), counts[0], counts[1]);
    }

    private void send(
            Peer peer, int variant, int from, int to, int most, int limit, ByteArrayOutputStream out, int[] counts) {
        int group = groups[byGroup[from]];
        for (Family family : Family.values()) {
            ByteArrayOutputStream nlri = new ByteArrayOutputStream();
            int packed = 0;
            for (int i = from; i < to && counts[1] < limit; i++) {
                int number = byGroup[i];
                boolean other = (number < ipv4) != (family == Family.IPV4);
                if (!other && !chosen(number, (int) peer.asn(), 50)) {
                    write(number, nlri);
                    counts[1]++;
                    packed++;
                }
                if (packed == most || nlri.size() > LONGEST_NLRI || (i == to - 1 && packed > 0)) {
                    byte[] update = update(peer, variant, group, family, nlri.toByteArray());
                    out.writeBytes(BmpBytes.routeMonitoring(peer, 1_780_000_000L + counts[0] / 1000, update));
                    counts[0]++;
                    nlri.reset();
                    packed = 0;
                }
            }
        }
    }

    private void write(int number, ByteArrayOutputStream nlri) {
        nlri.write(lengths[number]);
        for (int bit = 0; bit < lengths[number]; bit += 8) {
            nlri.write((int) (networks[number] >>> (56 - bit)));
        }
    }

    private byte[] update(Peer peer, int variant, int group, Family family, byte[] nlri) {
        byte[] common = attributes(peer, variant, group);
        if (family == Family.IPV4) {
            byte[] nextHop = BgpBytes.attribute(3, new byte[] {10, 0, 0, (byte) peer.asn()});
            return BgpBytes.update(NOTHING, BgpBytes.concat(common, nextHop), nlri);
        }
        byte[] reach = new byte[21];
        reach[1] = 2;
        reach[2] = 1;
        reach[3] = 16;
        reach[4] = 0x20;
        reach[19] = (byte) peer.asn();
        return BgpBytes.update(
                NOTHING, BgpBytes.concat(common, BgpBytes.attribute(14, BgpBytes.concat(reach, nlri))), NOTHING);
    }

    /** Three to seven hops, of which the peer is one and the last two or three are the group's; three to ten communities. */
    private byte[] attributes(Peer peer, int variant, int group) {
        Random tail = new Random(group * 31L);
        Random own = new Random(group * 31L + peer.asn() + variant * 7L);
        long[] hops = new long[3 + own.nextInt(3) + tail.nextInt(3)];
        hops[0] = peer.asn();
        Arrays.fill(hops, tail.nextInt(4) == 0 ? 1000L + tail.nextInt(60_000) : 131_072L + tail.nextInt(270_000));
        hops[hops.length - 2] = 1000L + tail.nextInt(40_000);
        for (int i = 1; i < hops.length - 2; i++) {
            hops[i] = 1000L + own.nextInt(20_000);
        }
        hops[0] = peer.asn();
        // What the peer tags by where and from whom it learnt the route.
        Random tag = new Random(own.nextInt(ways) * 17L + peer.asn());
        byte[] communities = new byte[4 * (3 + tag.nextInt(8))];
        tag.nextBytes(communities);
        return BgpBytes.concat(
                BgpBytes.attribute(1, new byte[] {0}),
                BgpBytes.attribute(2, BgpBytes.sequence(4, hops)),
                BgpBytes.attribute(8, communities));
    }
}
