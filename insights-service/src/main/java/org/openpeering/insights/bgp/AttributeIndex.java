/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

/** Where the path attributes of a message lie, by type; of two of a type the first counts. One object for many messages. */
public class AttributeIndex {
    public static final int ORIGIN = 1;
    public static final int AS_PATH = 2;
    public static final int NEXT_HOP = 3;
    public static final int MED = 4;
    public static final int LOCAL_PREF = 5;
    public static final int ATOMIC_AGGREGATE = 6;
    public static final int AGGREGATOR = 7;
    public static final int COMMUNITIES = 8;
    public static final int MP_REACH = 14;
    public static final int MP_UNREACH = 15;
    public static final int EXTENDED_COMMUNITIES = 16;
    public static final int AS4_PATH = 17;
    public static final int AS4_AGGREGATOR = 18;
    public static final int LARGE_COMMUNITIES = 32;
    public static final int OTC = 35;
    /** One more than the last type that is kept. */
    static final int KNOWN = 36;

    static final int EXTENDED_LENGTH = 0x10;
    private static final int AS_TRANS = 23456;

    private final int[] starts = new int[KNOWN];
    private final int[] ends = new int[KNOWN];
    private long present;

    void clear() {
        present = 0;
    }

    /** Takes the attributes from {@code from} on; false when they don't fill the bytes, and then what is before counts. */
    public final boolean walk(byte[] bytes, int from, int to) {
        clear();
        int at = from;
        while (at < to) {
            int value = value(bytes, at);
            int end = value > to ? -1 : value + length(bytes, at);
            if (end < 0 || end > to) {
                lost(bytes, at, to);
                return false;
            }
            note(bytes, bytes[at + 1] & 0xFF, value, end);
            at = end;
        }
        return true;
    }

    static int value(byte[] bytes, int at) {
        return at + ((bytes[at] & EXTENDED_LENGTH) != 0 ? 4 : 3);
    }

    static int length(byte[] bytes, int at) {
        return (bytes[at] & EXTENDED_LENGTH) != 0 ? BgpMessage.uint16(bytes, at + 2) : bytes[at + 2] & 0xFF;
    }

    /** The attribute at {@code at} does not end before {@code to}. */
    void lost(byte[] bytes, int at, int to) {}

    void note(byte[] bytes, int type, int start, int end) {
        if (type < KNOWN && !has(type)) {
            keep(type, start, end);
        }
    }

    final void keep(int type, int start, int end) {
        present |= 1L << type;
        starts[type] = start;
        ends[type] = end;
    }

    public final boolean has(int type) {
        return (present >>> type & 1) != 0;
    }

    /** Where the value starts, if it {@link #has} one. */
    public final int start(int type) {
        return starts[type];
    }

    public final int end(int type) {
        return ends[type];
    }

    /** Of the value; 0 when there is none. */
    public final int length(int type) {
        return has(type) ? ends[type] - starts[type] : 0;
    }

    /**
     * Which attribute tells the aggregator (RFC 6793 section 4.2.3): AS4_AGGREGATOR when a speaker of 2-byte numbers had
     * to leave the number there, else AGGREGATOR, be it there or not.
     */
    public final int aggregator(byte[] bytes) {
        return aggregatedByWideNumber(bytes) && length(AS4_AGGREGATOR) == 8 ? AS4_AGGREGATOR : AGGREGATOR;
    }

    /** AGGREGATOR stands for a number that takes four bytes. */
    public final boolean aggregatedByWideNumber(byte[] bytes) {
        return length(AGGREGATOR) == 6 && BgpMessage.uint16(bytes, starts[AGGREGATOR]) == AS_TRANS;
    }
}
