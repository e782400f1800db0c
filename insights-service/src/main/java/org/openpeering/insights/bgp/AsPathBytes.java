/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The AS_PATH attribute as bytes: checked, cleaned and rewritten to the compact form. Confederation segments vanish
 * (RFC 5065 section 5.3), AS4_PATH is merged in (RFC 6793 section 4.2.3), and an AS number that the router put in
 * front of what its peer sent is taken off again.
 */
final class AsPathBytes {
    static final int SET = 1;
    static final int SEQUENCE = 2;
    private static final int CONFEDERATION_SET = 4;
    private static final int AS_TRANS = 23456;

    private AsPathBytes() {}

    /** True when the segments fill the attribute exactly and none is empty or of an unknown type (RFC 7606 7.2). */
    static boolean holds(byte[] bytes, int from, int to, int width) {
        int at = from;
        while (at < to) {
            int type = bytes[at];
            if (at + 2 > to || type < SET || type > CONFEDERATION_SET) {
                return false;
            }
            int members = bytes[at + 1] & 0xFF;
            at += 2 + members * width;
            if (members == 0 || at > to) {
                return false;
            }
        }
        return true;
    }

    /** Appends the path of a checked message. */
    static void write(byte[] bytes, AttributeScan scan, Reading reading, CompactAttributes out) {
        int from = scan.start(AttributeScan.AS_PATH);
        int to = scan.end(AttributeScan.AS_PATH);
        if (!scan.fourByteAs() && merges(bytes, scan)) {
            writeMerged(bytes, scan, out);
            return;
        }
        int width = scan.fourByteAs() ? 4 : 2;
        int segments = 0;
        for (int at = from; at < to; at += 2 + (bytes[at + 1] & 0xFF) * width) {
            segments += bytes[at] <= SEQUENCE ? 1 : 0;
        }
        out.number(segments);
        for (int at = from; at < to; at += 2 + (bytes[at + 1] & 0xFF) * width) {
            if (bytes[at] <= SEQUENCE) {
                int first = at == from && prependedByRouter(bytes, at, width, reading) ? 1 : 0;
                writeSegment(bytes, at, first, width, out);
            }
        }
    }

    private static void writeSegment(byte[] bytes, int at, int first, int width, CompactAttributes out) {
        int members = bytes[at + 1] & 0xFF;
        out.segment(members - first, bytes[at] == SET);
        for (int i = first; i < members; i++) {
            out.number(as(bytes, at + 2 + i * width, width));
        }
    }

    /** FRR reports a received path with its own number in front; a peer cannot have sent that, it would be a loop. */
    private static boolean prependedByRouter(byte[] bytes, int at, int width, Reading reading) {
        return reading.localAs() != reading.peerAs()
                && reading.localAs() != 0
                && bytes[at] == SEQUENCE
                && (bytes[at + 1] & 0xFF) >= 2
                && as(bytes, at + 2, width) == reading.localAs()
                && as(bytes, at + 2 + width, width) == reading.peerAs();
    }

    private static long as(byte[] bytes, int at, int width) {
        return width == 4 ? BgpMessage.uint32(bytes, at) : BgpMessage.uint16(bytes, at);
    }

    /** AS4_PATH counts unless an aggregator that does not know 4-byte numbers came after it. */
    private static boolean merges(byte[] bytes, AttributeScan scan) {
        if (!scan.has(AttributeScan.AS4_PATH)) {
            return false;
        }
        int aggregator = scan.start(AttributeScan.AGGREGATOR);
        return !scan.has(AttributeScan.AGGREGATOR) || BgpMessage.uint16(bytes, aggregator) == AS_TRANS;
    }

    private static void writeMerged(byte[] bytes, AttributeScan scan, CompactAttributes out) {
        List<long[]> old = hops(bytes, scan.start(AttributeScan.AS_PATH), scan.end(AttributeScan.AS_PATH), 2);
        List<long[]> tail = hops(bytes, scan.start(AttributeScan.AS4_PATH), scan.end(AttributeScan.AS4_PATH), 4);
        List<long[]> path = old;
        if (tail.size() <= old.size()) {
            path = new ArrayList<>(old.subList(0, old.size() - tail.size()));
            path.addAll(tail);
        }
        int segments = 0;
        for (int at = 0; at < path.size(); at += run(path, at)) {
            segments++;
        }
        out.number(segments);
        for (int at = 0; at < path.size(); at += run(path, at)) {
            int run = run(path, at);
            boolean set = path.get(at).length > 1;
            out.segment(set ? path.get(at).length : run, set);
            path.subList(at, at + run).forEach(hop -> Arrays.stream(hop).forEach(out::number));
        }
    }

    /** How many hops from {@code at} on make one segment. */
    private static int run(List<long[]> path, int at) {
        int end = at;
        while (end < path.size() && path.get(end).length == 1) {
            end++;
        }
        return Math.max(1, end - at);
    }

    /** One entry a hop: a sequence member alone, the members of a set together. */
    private static List<long[]> hops(byte[] bytes, int from, int to, int width) {
        List<long[]> hops = new ArrayList<>();
        for (int at = from; at < to; at += 2 + (bytes[at + 1] & 0xFF) * width) {
            int members = bytes[at + 1] & 0xFF;
            long[] set = new long[bytes[at] == SET ? members : 0];
            for (int i = 0; i < members && bytes[at] <= SEQUENCE; i++) {
                long as = as(bytes, at + 2 + i * width, width);
                if (bytes[at] == SET) {
                    set[i] = as;
                } else {
                    hops.add(new long[] {as});
                }
            }
            if (set.length > 0) {
                hops.add(set);
            }
        }
        return hops;
    }
}
