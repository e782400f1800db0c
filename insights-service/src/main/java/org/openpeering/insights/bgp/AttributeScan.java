/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import org.openpeering.contract.net.IpAddress.Family;

/**
 * One walk over the path attributes of an UPDATE: where each one lies, and what RFC 7606 makes of those that are broken.
 *
 * <p>The flag octet is used for the length only. The router has already judged the flags; a monitor that judged them
 * again could only hide routes that exist.
 */
final class AttributeScan {
    static final int ORIGIN = 1;
    static final int AS_PATH = 2;
    static final int NEXT_HOP = 3;
    static final int MED = 4;
    static final int LOCAL_PREF = 5;
    static final int ATOMIC_AGGREGATE = 6;
    static final int AGGREGATOR = 7;
    static final int COMMUNITIES = 8;
    static final int MP_REACH = 14;
    static final int MP_UNREACH = 15;
    static final int EXTENDED_COMMUNITIES = 16;
    static final int AS4_PATH = 17;
    static final int AS4_AGGREGATOR = 18;
    static final int LARGE_COMMUNITIES = 32;
    static final int OTC = 35;
    private static final int KNOWN = 36;
    private static final int EXTENDED_LENGTH = 0x10;
    private static final int OPTIONAL = 0x80;
    private static final int SHORTEST_MULTIPROTOCOL = 6;

    private final int[] starts = new int[KNOWN];
    private final int[] ends = new int[KNOWN];
    private long present;
    private int count;
    private int discarded;
    private boolean broken;
    private boolean multiprotocolRepeated;
    private boolean otherAsSize;
    private boolean fourByteAs;

    void clear() {
        present = 0;
        count = 0;
        discarded = 0;
        broken = multiprotocolRepeated = otherAsSize = false;
    }

    void scan(byte[] bytes, int from, int to) {
        clear();
        int at = from;
        while (at < to) {
            int value = value(bytes, at);
            int end = value > to ? -1 : value + length(bytes, at);
            if (end < 0 || end > to) {
                broken = true;
                noteBehind(bytes, at + 1, to);
                return;
            }
            count++;
            note(bytes, bytes[at + 1] & 0xFF, value, end);
            at = end;
        }
    }

    private static int value(byte[] bytes, int at) {
        return at + ((bytes[at] & EXTENDED_LENGTH) != 0 ? 4 : 3);
    }

    private static int length(byte[] bytes, int at) {
        return (bytes[at] & EXTENDED_LENGTH) != 0 ? BgpMessage.uint16(bytes, at + 2) : bytes[at + 2] & 0xFF;
    }

    /**
     * Behind an attribute that lies about its length the walk is lost, but not what the message withdraws: MP_REACH_NLRI
     * and MP_UNREACH_NLRI of a unicast family are looked for by their heads. What is found by that has to be followed by
     * attributes that end where all end, and the worst it does is to withdraw a route of the peer that sent it.
     */
    private void noteBehind(byte[] bytes, int from, int to) {
        for (int at = from; at + SHORTEST_MULTIPROTOCOL <= to; at++) {
            if (multiprotocol(bytes, at, to) && endsAt(bytes, at, to)) {
                noteMultiprotocol(bytes, at, to);
                return;
            }
        }
    }

    private static boolean multiprotocol(byte[] bytes, int at, int to) {
        int value = value(bytes, at);
        return (bytes[at] & ~EXTENDED_LENGTH & 0xFF) == OPTIONAL
                && (bytes[at + 1] == MP_REACH || bytes[at + 1] == MP_UNREACH)
                && value + 3 <= to
                && BgpMessage.unicast(BgpMessage.uint16(bytes, value), bytes[value + 2])
                        .isPresent();
    }

    private static boolean endsAt(byte[] bytes, int from, int to) {
        int at = from;
        for (int walked = 0; at < to && walked < KNOWN; walked++) {
            int value = value(bytes, at);
            at = value > to ? to + 1 : value + length(bytes, at);
        }
        return at == to;
    }

    private void noteMultiprotocol(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int value = value(bytes, at);
            int end = value + length(bytes, at);
            if (multiprotocol(bytes, at, to) && !has(bytes[at + 1])) {
                note(bytes, bytes[at + 1], value, end);
            }
            at = end;
        }
    }

    private void note(byte[] bytes, int type, int start, int end) {
        if (type >= KNOWN) {
            return;
        }
        if (has(type)) {
            multiprotocolRepeated |= type == MP_REACH || type == MP_UNREACH;
            discarded++;
            return;
        }
        switch (verdict(bytes, type, start, end)) {
            case KEEP -> {
                present |= 1L << type;
                starts[type] = start;
                ends[type] = end;
            }
            case DISCARD -> discarded++;
            case WITHDRAW -> broken = true;
        }
    }

    private enum Verdict {
        KEEP,
        DISCARD,
        WITHDRAW
    }

    /** RFC 7606 section 7, RFC 8092 section 6, RFC 9234 section 5, RFC 6793 section 6, RFC 7607 section 2; the AS path comes later. */
    private Verdict verdict(byte[] bytes, int type, int start, int end) {
        int length = end - start;
        return switch (type) {
            case ORIGIN -> withdrawUnless(length == 1 && (bytes[start] & 0xFF) <= 2);
            case NEXT_HOP, MED, OTC -> withdrawUnless(length == 4);
            case COMMUNITIES -> withdrawUnless(length > 0 && length % 4 == 0);
            case EXTENDED_COMMUNITIES -> withdrawUnless(length > 0 && length % 8 == 0);
            case LARGE_COMMUNITIES -> withdrawUnless(length > 0 && length % 12 == 0);
            case LOCAL_PREF -> discardUnless(length == 4);
            case ATOMIC_AGGREGATE -> discardUnless(length == 0);
            case AGGREGATOR ->
                discardUnless((length == 6 || length == 8) && AsPathBytes.as(bytes, start, length - 4) != 0);
            case AS4_AGGREGATOR -> discardUnless(length == 8 && AsPathBytes.as(bytes, start, 4) != 0);
            case AS4_PATH -> discardUnless(AsPathBytes.check(bytes, start, end, 4) == AsPathBytes.GOOD);
            default -> Verdict.KEEP;
        };
    }

    private static Verdict withdrawUnless(boolean good) {
        return good ? Verdict.KEEP : Verdict.WITHDRAW;
    }

    private static Verdict discardUnless(boolean good) {
        return good ? Verdict.KEEP : Verdict.DISCARD;
    }

    /** Finds out how wide the AS path's numbers are, and whether it holds. */
    void readAsPath(byte[] bytes, Family family, Dialect dialect) {
        fourByteAs = dialect.fourByteAs(family);
        if (!has(AS_PATH)) {
            return;
        }
        int expected = checkAsPath(bytes, fourByteAs);
        if (expected == AsPathBytes.BROKEN || !dialect.fourByteAsDecided(family)) {
            int other = checkAsPath(bytes, !fourByteAs);
            fourByteAs ^= other > expected;
            if ((expected == AsPathBytes.BROKEN) != (other == AsPathBytes.BROKEN)) {
                dialect.decideFourByteAs(family, fourByteAs);
            }
            expected = Math.max(expected, other);
        }
        otherAsSize = fourByteAs != dialect.negotiated().fourByteAs();
        broken |= expected != AsPathBytes.GOOD;
    }

    private int checkAsPath(byte[] bytes, boolean fourByte) {
        return AsPathBytes.check(bytes, starts[AS_PATH], ends[AS_PATH], fourByte ? 4 : 2);
    }

    boolean has(int type) {
        return (present >>> type & 1) != 0;
    }

    int start(int type) {
        return starts[type];
    }

    int end(int type) {
        return ends[type];
    }

    /** Number of attributes that were walked. */
    int count() {
        return count;
    }

    int discarded() {
        return discarded;
    }

    /** The announcements of this message must count as withdrawals. */
    boolean broken() {
        return broken;
    }

    boolean multiprotocolRepeated() {
        return multiprotocolRepeated;
    }

    /** The AS path was written with the other width than declared. */
    boolean otherAsSize() {
        return otherAsSize;
    }

    /** Width of the AS path as found. */
    boolean fourByteAs() {
        return fourByteAs;
    }
}
