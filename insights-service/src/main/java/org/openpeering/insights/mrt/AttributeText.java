/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.AttributeIndex;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * Path attributes as columns of a line. Unlike the decoder of the package {@code bgp} it knows those that the product has
 * no use for, and it doesn't judge: what is cut off or has a length that can't be is left out, the rest is printed.
 */
final class AttributeText extends AttributeIndex {
    private static final int NO_EXPORT = 0xFFFF_FF01;
    private static final int NO_ADVERTISE = 0xFFFF_FF02;
    private static final int NO_EXPORT_SUBCONFED = 0xFFFF_FF03;

    private final PathText path = new PathText();
    private byte[] bytes = new byte[0];
    private int width;

    /** Takes the attributes; false when they don't fill the bytes. Of two of a type the first counts. */
    boolean scan(byte[] source, int from, int to, int asWidth) {
        bytes = source;
        width = asWidth;
        return walk(source, from, to);
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
        columns(out, start(NEXT_HOP), length(NEXT_HOP) == 4 ? 4 : 0);
    }

    private void path(Ascii out) {
        if (!has(AS_PATH)) {
            return;
        }
        boolean merges = width == 2
                && has(AS4_PATH)
                && PathText.holds(bytes, start(AS4_PATH), end(AS4_PATH), 4)
                && !(has(AGGREGATOR) && has(AS4_AGGREGATOR) && !aggregatedByWideNumber(bytes));
        if (!PathText.holds(bytes, start(AS_PATH), end(AS_PATH), width)) {
            out.add("! Error !");
        } else if (merges) {
            path.merged(out, bytes, start(AS_PATH), end(AS_PATH), start(AS4_PATH), end(AS4_PATH));
        } else {
            path.write(out, bytes, start(AS_PATH), end(AS_PATH), width);
        }
    }

    private String origin() {
        int code = length(ORIGIN) == 1 ? bytes[start(ORIGIN)] : 2;
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
        return length(type) == 4 ? BgpMessage.uint32(bytes, start(type)) : 0;
    }

    private void communities(Ascii out) {
        for (int at = 0; at + 4 <= length(COMMUNITIES); at += 4) {
            int community = (int) BgpMessage.uint32(bytes, start(COMMUNITIES) + at);
            out.add(at == 0 ? "" : " ");
            switch (community) {
                case NO_EXPORT -> out.add("no-export");
                case NO_ADVERTISE -> out.add("no-advertise");
                case NO_EXPORT_SUBCONFED -> out.add("local-AS");
                default -> out.number(community >>> 16).add(':').number(community & 0xFFFF);
            }
        }
    }

    private void aggregator(Ascii out) {
        int of = aggregator(bytes);
        int at = start(of);
        switch (length(of)) {
            case 6 -> out.number(BgpMessage.uint16(bytes, at)).add(' ').ipv4((int) BgpMessage.uint32(bytes, at + 2));
            case 8 -> out.number(BgpMessage.uint32(bytes, at)).add(' ').ipv4((int) BgpMessage.uint32(bytes, at + 4));
            default -> {}
        }
    }
}
