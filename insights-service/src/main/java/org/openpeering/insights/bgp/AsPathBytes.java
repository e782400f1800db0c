/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.Arrays;

/**
 * The AS_PATH attribute as bytes: checked, cleaned and rewritten to the compact form. Confederation segments vanish
 * (RFC 5065 section 5.3), AS4_PATH is merged in (RFC 6793 section 4.2.3), and an AS number that the router put in
 * front of what its peer sent is taken off again. Sequences that follow each other become one.
 *
 * <p>An instance keeps its arrays from one message to the next.
 */
final class AsPathBytes {
    /** The segments do not fill the attribute, or one is empty or of an unknown type (RFC 7606 section 7.2). */
    static final int BROKEN = 0;
    /** They do, but there is an AS 0, which nobody may send (RFC 7607 section 2). */
    static final int FORBIDDEN = 1;

    static final int GOOD = 2;

    private static final int SET = 1;
    private static final int SEQUENCE = 2;
    private static final int CONFEDERATION_SET = 4;
    private static final int AS_TRANS = 23456;

    private long[] numbers = new long[64];
    private int numberCount;
    /** For each hop 0, or how many numbers its set has. */
    private int[] sets = new int[64];

    private int hopCount;

    static int check(byte[] bytes, int from, int to, int width) {
        int result = GOOD;
        int at = from;
        while (at < to) {
            int type = bytes[at];
            if (at + 2 > to || type < SET || type > CONFEDERATION_SET) {
                return BROKEN;
            }
            int members = bytes[at + 1] & 0xFF;
            int next = at + 2 + members * width;
            if (members == 0 || next > to) {
                return BROKEN;
            }
            for (at += 2; at < next; at += width) {
                result = as(bytes, at, width) == 0 ? FORBIDDEN : result;
            }
        }
        return result;
    }

    /** Appends the path of a checked message. */
    void write(byte[] bytes, AttributeScan scan, Reading reading, CompactAttributes out) {
        gather(bytes, scan);
        int first = prependedByRouter(reading) ? 1 : 0;
        boolean sequence = first < hopCount && sets[first] == 0;
        out.first(sequence ? numbers[first] : 0);
        first += sequence ? 1 : 0;
        int number = first;
        for (int hop = first; hop < hopCount; hop = segmentEnd(hop)) {
            int members = sets[hop] > 0 ? sets[hop] : segmentEnd(hop) - hop;
            out.segment(members, sets[hop] > 0);
            for (int end = number + members; number < end; number++) {
                out.number(numbers[number]);
            }
        }
    }

    private int segmentEnd(int hop) {
        int end = hop + 1;
        while (sets[hop] == 0 && end < hopCount && sets[end] == 0) {
            end++;
        }
        return end;
    }

    private void gather(byte[] bytes, AttributeScan scan) {
        numberCount = hopCount = 0;
        int from = scan.start(AttributeScan.AS_PATH);
        int to = scan.end(AttributeScan.AS_PATH);
        int width = scan.fourByteAs() ? 4 : 2;
        int hops = hops(bytes, from, to, width);
        int tail = width == 2 && as4PathCounts(bytes, scan)
                ? hops(bytes, scan.start(AttributeScan.AS4_PATH), scan.end(AttributeScan.AS4_PATH), 4)
                : 0;
        boolean merged = tail > 0 && tail <= hops;
        add(bytes, from, to, width, merged ? hops - tail : hops);
        if (merged) {
            add(bytes, scan.start(AttributeScan.AS4_PATH), scan.end(AttributeScan.AS4_PATH), 4, tail);
        }
    }

    /**
     * RFC 6793 section 4.2.3: AS4_PATH is left aside only when the route was aggregated behind it, by a speaker of 2-byte
     * numbers that rewrote AGGREGATOR and let AS4_AGGREGATOR pass.
     */
    private static boolean as4PathCounts(byte[] bytes, AttributeScan scan) {
        if (!scan.has(AttributeScan.AS4_PATH)) {
            return false;
        }
        if (!scan.has(AttributeScan.AGGREGATOR) || !scan.has(AttributeScan.AS4_AGGREGATOR)) {
            return true;
        }
        int start = scan.start(AttributeScan.AGGREGATOR);
        long aggregator = as(bytes, start, scan.length(AttributeScan.AGGREGATOR) - 4);
        return aggregator == AS_TRANS || aggregator == as(bytes, scan.start(AttributeScan.AS4_AGGREGATOR), 4);
    }

    /** Length as the decision process counts it: a set is one hop. */
    private static int hops(byte[] bytes, int from, int to, int width) {
        int hops = 0;
        for (int at = from; at < to; at += 2 + (bytes[at + 1] & 0xFF) * width) {
            hops += bytes[at] == SET ? 1 : bytes[at] == SEQUENCE ? bytes[at + 1] & 0xFF : 0;
        }
        return hops;
    }

    /** Takes the first {@code count} hops. */
    private void add(byte[] bytes, int from, int to, int width, int count) {
        reserve((to - from) / width);
        int end = hopCount + count;
        for (int at = from; at < to && hopCount < end; at += 2 + (bytes[at + 1] & 0xFF) * width) {
            int members = bytes[at + 1] & 0xFF;
            if (bytes[at] == SET) {
                sets[hopCount++] = members;
                addNumbers(bytes, at + 2, members, width);
            } else if (bytes[at] == SEQUENCE) {
                int taken = Math.min(members, end - hopCount);
                Arrays.fill(sets, hopCount, hopCount + taken, 0);
                hopCount += taken;
                addNumbers(bytes, at + 2, taken, width);
            }
        }
    }

    private void addNumbers(byte[] bytes, int from, int count, int width) {
        for (int i = 0; i < count; i++) {
            numbers[numberCount++] = as(bytes, from + i * width, width);
        }
    }

    private void reserve(int more) {
        if (numberCount + more > numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * (numberCount + more));
            sets = Arrays.copyOf(sets, numbers.length);
        }
    }

    /** FRR reports a received path with its own number in front; a peer cannot have sent that, it would be a loop. */
    private boolean prependedByRouter(Reading reading) {
        return reading.localAs() != reading.peerAs()
                && reading.localAs() != 0
                && hopCount >= 2
                && sets[0] == 0
                && sets[1] == 0
                && numbers[0] == reading.localAs()
                && numbers[1] == reading.peerAs();
    }

    static long as(byte[] bytes, int at, int width) {
        return width == 4 ? BgpMessage.uint32(bytes, at) : BgpMessage.uint16(bytes, at);
    }
}
