/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

/**
 * The path attributes of a RIS message, read from JSON and written as in an UPDATE with AS numbers of 4 bytes. One that
 * cannot be read is left out and counted; only without the AS path nothing can be said of the announcements.
 */
final class SentAttributes {
    /** Bytes of an AS path or of communities. */
    private static final int MOST = 16_000;

    private static final long ASN = 0xFFFF_FFFFL;
    private static final int SET = 1;
    private static final int SEQUENCE = 2;
    private static final int FULL_SEGMENT = 255;
    private static final int INCOMPLETE = 2;

    private final byte[] path = new byte[MOST];
    private int pathLength;
    /** Where the segment that numbers are added to begins, -1 for none. */
    private int segment;

    private boolean pathKnown;
    private final byte[] communities = new byte[MOST];
    private int communitiesLength;
    private int origin;
    private long med;
    private long aggregator;
    private long aggregatorAddress;
    private int leftOut;
    private final AddressText address = new AddressText();

    void clear() {
        pathLength = communitiesLength = leftOut = 0;
        pathKnown = false;
        segment = -1;
        origin = INCOMPLETE;
        med = aggregator = -1;
    }

    /** There is a path, be it an empty one, and all of it could be read. */
    boolean pathKnown() {
        return pathKnown;
    }

    int leftOut() {
        return leftOut;
    }

    void readPath(JsonCursor cursor) {
        pathLength = 0;
        segment = -1;
        pathKnown = cursor.array();
        if (!pathKnown) {
            cursor.skip();
            return;
        }
        for (boolean first = true; cursor.element(first); first = false) {
            if (cursor.array()) {
                readSet(cursor);
            } else {
                add(SEQUENCE, number(cursor, ASN));
            }
        }
    }

    private void readSet(JsonCursor cursor) {
        segment = -1;
        int members = 0;
        for (boolean first = true; cursor.element(first); first = false) {
            members++;
            add(SET, number(cursor, ASN));
        }
        pathKnown &= members > 0 && members <= FULL_SEGMENT;
        segment = -1;
    }

    private void add(int type, long asn) {
        if (asn < 0 || pathLength + 6 > MOST) {
            pathKnown = false;
            return;
        }
        if (segment < 0 || (path[segment + 1] & 0xFF) == FULL_SEGMENT) {
            segment = pathLength;
            path[pathLength++] = (byte) type;
            path[pathLength++] = 0;
        }
        path[segment + 1]++;
        pathLength = uint32(path, pathLength, asn);
    }

    /** A number, or a string of digits; -1 for whatever else is there. */
    static long number(JsonCursor cursor, long most) {
        if (cursor.number() || cursor.string()) {
            return cursor.unsigned(most);
        }
        cursor.skip();
        return -1;
    }

    void readCommunities(JsonCursor cursor) {
        communitiesLength = 0;
        if (!cursor.array()) {
            leftOut++;
            cursor.skip();
            return;
        }
        for (boolean first = true; cursor.element(first); first = false) {
            if (cursor.array()) {
                readCommunity(cursor);
            } else {
                leftOut++;
                cursor.skip();
            }
        }
    }

    private void readCommunity(JsonCursor cursor) {
        long value = 0;
        int parts = 0;
        for (boolean first = true; cursor.element(first); first = false) {
            long part = number(cursor, 0xFFFF);
            value = part < 0 || value < 0 ? -1 : value << 16 | part;
            parts++;
        }
        if (parts == 2 && value >= 0 && communitiesLength + 4 <= MOST) {
            communitiesLength = uint32(communities, communitiesLength, value);
        } else {
            leftOut++;
        }
    }

    void readOrigin(JsonCursor cursor) {
        origin = INCOMPLETE;
        if (!cursor.string()) {
            leftOut++;
            cursor.skip();
        } else if (cursor.is("IGP") || cursor.is("igp")) {
            origin = 0;
        } else if (cursor.is("EGP") || cursor.is("egp")) {
            origin = 1;
        } else if (!cursor.is("INCOMPLETE") && !cursor.is("incomplete")) {
            leftOut++;
        }
    }

    void readMed(JsonCursor cursor) {
        med = number(cursor, ASN);
        leftOut += med < 0 ? 1 : 0;
    }

    /** Such as {@code 64500:192.0.2.1}. */
    void readAggregator(JsonCursor cursor) {
        aggregator = -1;
        if (!cursor.string()) {
            leftOut++;
            cursor.skip();
            return;
        }
        int colon = cursor.textFrom();
        while (colon < cursor.textTo() && cursor.text()[colon] != ':') {
            colon++;
        }
        long asn = JsonCursor.unsigned(cursor.text(), cursor.textFrom(), colon, ASN);
        boolean readable = asn >= 0
                && colon < cursor.textTo()
                && address.address(cursor.text(), colon + 1, cursor.textTo())
                && address.family().bits() == 32;
        if (readable) {
            aggregator = asn;
            aggregatorAddress = address.high() >>> 32;
        } else {
            leftOut++;
        }
    }

    /** Writes all but next hop and prefixes; returns where it ends. */
    int write(byte[] to, int from) {
        int at = head(to, from, 0x40, 1, 1);
        to[at++] = (byte) origin;
        at = head(to, at, 0x40, 2, pathLength);
        System.arraycopy(path, 0, to, at, pathLength);
        at += pathLength;
        if (med >= 0) {
            at = uint32(to, head(to, at, 0x80, 4, 4), med);
        }
        if (aggregator >= 0) {
            at = uint32(to, uint32(to, head(to, at, 0xC0, 7, 8), aggregator), aggregatorAddress);
        }
        if (communitiesLength > 0) {
            at = head(to, at, 0xC0, 8, communitiesLength);
            System.arraycopy(communities, 0, to, at, communitiesLength);
            at += communitiesLength;
        }
        return at;
    }

    /** Writes flags, type and length of an attribute; returns where its value begins. */
    static int head(byte[] to, int at, int flags, int type, int length) {
        to[at] = (byte) (flags | 0x10);
        to[at + 1] = (byte) type;
        return uint16(to, at + 2, length);
    }

    static int uint16(byte[] to, int at, int value) {
        to[at] = (byte) (value >>> 8);
        to[at + 1] = (byte) value;
        return at + 2;
    }

    private static int uint32(byte[] to, int at, long value) {
        return uint16(to, uint16(to, at, (int) (value >>> 16)), (int) value);
    }
}
