/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import org.openpeering.contract.net.IpAddress.Family;

/**
 * One walk over the path attributes of an UPDATE: where each one lies, and what RFC 7606 makes of those that are broken.
 *
 * <p>The flag octet is used for the length only. The router has already judged the flags; a monitor that judged them
 * again could only hide routes that exist.
 */
final class AttributeScan extends AttributeIndex {
    private static final int OPTIONAL = 0x80;
    private static final int SHORTEST_MULTIPROTOCOL = 6;

    private int count;
    private int discarded;
    private boolean broken;
    private boolean lost;
    private boolean multiprotocolRepeated;
    private boolean otherAsSize;
    private boolean fourByteAs;

    @Override
    void clear() {
        super.clear();
        count = 0;
        discarded = 0;
        broken = lost = multiprotocolRepeated = otherAsSize = false;
    }

    @Override
    void lost(byte[] bytes, int at, int to) {
        broken = lost = true;
        noteBehind(bytes, at + 1, to);
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

    @Override
    void note(byte[] bytes, int type, int start, int end) {
        count++;
        if (type >= KNOWN) {
            return;
        }
        if (has(type)) {
            multiprotocolRepeated |= type == MP_REACH || type == MP_UNREACH;
            discarded++;
            return;
        }
        switch (verdict(bytes, type, start, end)) {
            case KEEP -> keep(type, start, end);
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
        return AsPathBytes.check(bytes, start(AS_PATH), end(AS_PATH), fourByte ? 4 : 2);
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

    /** An attribute lies about its length, and nothing behind it that is withdrawn could be found. */
    boolean withdrawalsLost() {
        return lost && !has(MP_UNREACH);
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
