/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.util.Arrays;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.AttributeIndex;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * A route of a table as the UPDATE that announces it, so that who reads messages reads tables too. Its attributes are
 * copied byte for byte, but for MP_REACH_NLRI, which gets back the family and the prefix that tables leave out.
 */
public final class TableUpdate {
    private static final int UPDATE = 2;
    private static final int OPTIONAL_EXTENDED = 0x90;
    private static final int EXTENDED_LENGTH = 0x10;
    private static final int SAFI_UNICAST = 1;
    private static final int ATTRIBUTES = BgpMessage.HEADER + 4;
    private static final int LONGEST = 0xFFFF;
    /** MP_REACH_NLRI with an IPv6 next hop, path identifier and prefix. */
    private static final int MOST_ADDED = 4 + 5 + 16 + 4 + 17;

    private static final byte[] UNSPECIFIED = new byte[16];

    private byte[] bytes = new byte[1 << 10];
    private int length;
    private boolean reached;

    /**
     * Writes the message for what was handed to {@link MrtReceiver#entry}. An IPv6 route without a next hop, as BIRD
     * records them, gets the unspecified address.
     *
     * @return false when there is none: the route is multicast, its attributes are cut off, or too long for a message
     */
    public boolean write(MrtRecord record, MrtEntry entry, byte[] source, int from, int to) {
        int most = ATTRIBUTES + to - from + MOST_ADDED;
        if (entry.multicast() || most > LONGEST) {
            return false;
        }
        if (bytes.length < most) {
            bytes = new byte[Math.max(2 * bytes.length, most)];
        }
        length = ATTRIBUTES;
        reached = false;
        if (!attributes(record, entry, source, from, to)) {
            return false;
        }
        if (!reached && entry.family() == Family.IPV6) {
            reach(record, entry, UNSPECIFIED, 0, UNSPECIFIED.length);
        }
        int end = length;
        if (!reached) {
            prefix(record, entry);
        }
        Arrays.fill(bytes, 0, 16, (byte) 0xFF);
        uint16(16, length);
        bytes[18] = UPDATE;
        uint16(BgpMessage.HEADER, 0);
        uint16(BgpMessage.HEADER + 2, end - ATTRIBUTES);
        return true;
    }

    /** The message, from 0 to {@link #length()}; valid until the next one is written. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** False when they don't fill their bytes, withdraw something, or have two next hops. */
    private boolean attributes(MrtRecord record, MrtEntry entry, byte[] source, int from, int to) {
        int at = from;
        while (at < to) {
            boolean wide = (source[at] & EXTENDED_LENGTH) != 0;
            int value = at + (wide ? 4 : 3);
            if (value > to) {
                return false;
            }
            int end = value + (wide ? BgpMessage.uint16(source, at + 2) : source[at + 2] & 0xFF);
            if (end > to || source[at + 1] == AttributeIndex.MP_UNREACH) {
                return false;
            }
            if (source[at + 1] != AttributeIndex.MP_REACH) {
                System.arraycopy(source, at, bytes, length, end - at);
                length += end - at;
            } else if (reached || !reachOf(record, entry, source, value, end)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** Takes MP_REACH_NLRI of either form; false when it is cut off. */
    private boolean reachOf(MrtRecord record, MrtEntry entry, byte[] source, int from, int to) {
        // A family's first byte is zero, a next hop's length is not.
        int nextHop = from < to && source[from] == 0 ? from + 4 : from + 1;
        if (nextHop > to || nextHop + (source[nextHop - 1] & 0xFF) > to) {
            return false;
        }
        reach(record, entry, source, nextHop, source[nextHop - 1] & 0xFF);
        return true;
    }

    private void reach(MrtRecord record, MrtEntry entry, byte[] source, int nextHop, int nextHopLength) {
        reached = true;
        int start = length;
        bytes[start] = (byte) OPTIONAL_EXTENDED;
        bytes[start + 1] = AttributeIndex.MP_REACH;
        uint16(start + 4, entry.family() == Family.IPV4 ? 1 : 2);
        bytes[start + 6] = SAFI_UNICAST;
        bytes[start + 7] = (byte) nextHopLength;
        System.arraycopy(source, nextHop, bytes, start + 8, nextHopLength);
        length = start + 8 + nextHopLength;
        bytes[length++] = 0;
        prefix(record, entry);
        uint16(start + 2, length - start - 4);
    }

    private void prefix(MrtRecord record, MrtEntry entry) {
        if (record.addPath()) {
            uint16(length, entry.pathId() >>> 16);
            uint16(length + 2, entry.pathId());
            length += 4;
        }
        bytes[length++] = (byte) entry.length();
        for (int i = 0; i < (entry.length() + 7) >>> 3; i++) {
            bytes[length++] = (byte) ((i < 8 ? entry.high() : entry.low()) >>> (56 - 8 * (i & 7)));
        }
    }

    private void uint16(int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }
}
