/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * Path attributes as columns of a line. Unlike the decoder of the package {@code bgp} it knows those that the product has
 * no use for, and it doesn't judge: what is cut off or has a length that can't be is left out, the rest is printed.
 */
final class AttributeText {
    static final int MP_REACH = 14;
    static final int MP_UNREACH = 15;
    private static final int ORIGIN = 1;
    private static final int AS_PATH = 2;
    private static final int NEXT_HOP = 3;
    private static final int MED = 4;
    private static final int LOCAL_PREF = 5;
    private static final int ATOMIC_AGGREGATE = 6;
    private static final int AGGREGATOR = 7;
    private static final int COMMUNITIES = 8;
    private static final int AS4_PATH = 17;
    private static final int AS4_AGGREGATOR = 18;
    private static final int KNOWN = 19;
    private static final int EXTENDED_LENGTH = 0x10;
    private static final int AS_TRANS = 23456;
    private static final int NO_EXPORT = 0xFFFF_FF01;
    private static final int NO_ADVERTISE = 0xFFFF_FF02;
    private static final int NO_EXPORT_SUBCONFED = 0xFFFF_FF03;

    private final int[] starts = new int[KNOWN];
    private final int[] ends = new int[KNOWN];
    private final PathText path = new PathText();
    private byte[] bytes = new byte[0];
    private int width;
    private int present;

    /** Takes the attributes; false when they don't fill the bytes. Of two of a type the first counts. */
    boolean scan(byte[] source, int from, int to, int asWidth) {
        bytes = source;
        width = asWidth;
        present = 0;
        int at = from;
        while (at < to) {
            boolean wide = (source[at] & EXTENDED_LENGTH) != 0;
            int value = at + (wide ? 4 : 3);
            if (value > to) {
                return false;
            }
            int end = value + (wide ? BgpMessage.uint16(source, at + 2) : source[at + 2] & 0xFF);
            if (end > to) {
                return false;
            }
            int type = source[at + 1] & 0xFF;
            if (type < KNOWN && !has(type)) {
                present |= 1 << type;
                starts[type] = value;
                ends[type] = end;
            }
            at = end;
        }
        return true;
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

    private int length(int type) {
        return has(type) ? ends[type] - starts[type] : 0;
    }

    /** {@code PATH|ORIGIN|NEXT HOP|LOCAL_PREF|MED|COMMUNITIES|AG or NAG|AGGREGATOR|} with a next hop of so many bytes. */
    void columns(Ascii out, int nextHop, int nextHopLength) {
        path(out);
        out.add('|').add(origin()).add('|');
        nextHop(out, nextHop, nextHopLength);
        out.add('|').number(number(LOCAL_PREF)).add('|').number(number(MED)).add('|');
        communities(out);
        out.add(has(ATOMIC_AGGREGATE) ? "|AG|" : "|NAG|");
        aggregator(out);
        out.add('|');
    }

    /** The same with NEXT_HOP. */
    void columns(Ascii out) {
        columns(out, starts[NEXT_HOP], length(NEXT_HOP) == 4 ? 4 : 0);
    }

    private void path(Ascii out) {
        if (!has(AS_PATH)) {
            return;
        }
        boolean merges = width == 2
                && has(AS4_PATH)
                && PathText.holds(bytes, starts[AS4_PATH], ends[AS4_PATH], 4)
                && !(has(AGGREGATOR) && has(AS4_AGGREGATOR) && !transitional());
        if (!PathText.holds(bytes, starts[AS_PATH], ends[AS_PATH], width)) {
            out.add("! Error !");
        } else if (merges) {
            path.merged(out, bytes, starts[AS_PATH], ends[AS_PATH], starts[AS4_PATH], ends[AS4_PATH]);
        } else {
            path.write(out, bytes, starts[AS_PATH], ends[AS_PATH], width);
        }
    }

    private String origin() {
        int code = length(ORIGIN) == 1 ? bytes[starts[ORIGIN]] : 2;
        return code == 0 ? "IGP" : code == 1 ? "EGP" : "INCOMPLETE";
    }

    /** Of two addresses the first, which is the global one (RFC 2545 section 3). */
    private void nextHop(Ascii out, int at, int length) {
        if (length == 4) {
            out.ipv4((int) BgpMessage.uint32(bytes, at));
        } else if (length == 16 || length == 32) {
            out.address(Family.IPV6, BgpMessage.uint64(bytes, at), BgpMessage.uint64(bytes, at + 8));
        } else {
            out.add("255.255.255.255");
        }
    }

    private long number(int type) {
        return length(type) == 4 ? BgpMessage.uint32(bytes, starts[type]) : 0;
    }

    private void communities(Ascii out) {
        for (int at = 0; at + 4 <= length(COMMUNITIES); at += 4) {
            int community = (int) BgpMessage.uint32(bytes, starts[COMMUNITIES] + at);
            out.add(at == 0 ? "" : " ");
            switch (community) {
                case NO_EXPORT -> out.add("no-export");
                case NO_ADVERTISE -> out.add("no-advertise");
                case NO_EXPORT_SUBCONFED -> out.add("local-AS");
                default -> out.number(community >>> 16).add(':').number(community & 0xFFFF);
            }
        }
    }

    /** RFC 6793 section 4.2.3: a number that takes four bytes stands in AS4_AGGREGATOR. */
    private void aggregator(Ascii out) {
        int of = transitional() && length(AS4_AGGREGATOR) == 8 ? AS4_AGGREGATOR : AGGREGATOR;
        int at = starts[of];
        switch (length(of)) {
            case 6 -> out.number(BgpMessage.uint16(bytes, at)).add(' ').ipv4((int) BgpMessage.uint32(bytes, at + 2));
            case 8 -> out.number(BgpMessage.uint32(bytes, at)).add(' ').ipv4((int) BgpMessage.uint32(bytes, at + 4));
            default -> {}
        }
    }

    private boolean transitional() {
        return length(AGGREGATOR) == 6 && BgpMessage.uint16(bytes, starts[AGGREGATOR]) == AS_TRANS;
    }
}
