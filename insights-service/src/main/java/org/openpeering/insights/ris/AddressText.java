/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PrefixBits;

/**
 * An address or prefix in text, read to bits without an object in between (RFC 4291 section 2.2; dotted quad of four
 * decimal octets). Left-aligned as {@link org.openpeering.insights.bgp.PrefixBits} has it.
 */
final class AddressText {
    private static final int GROUPS = 8;

    private final int[] groups = new int[GROUPS];
    private Family family = Family.IPV4;
    private long high;
    private long low;
    private int length;

    void set(AddressText other) {
        family = other.family;
        high = other.high;
        low = other.low;
        length = other.length;
    }

    void set(IpPrefix prefix) {
        family = prefix.family();
        high = PrefixBits.high(prefix);
        low = PrefixBits.low(prefix);
        length = prefix.length();
    }

    Family family() {
        return family;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Of the prefix; all bits for an address. */
    int length() {
        return length;
    }

    IpAddress address() {
        return family == Family.IPV4 ? new IpAddress(family, 0, high >>> 32) : new IpAddress(family, high, low);
    }

    boolean linkLocal() {
        return family == Family.IPV6 && high >>> 54 == 0xFE80 >>> 6;
    }

    /** Writes the first bytes of the address, in network order. */
    void write(byte[] to, int at, int bytes) {
        for (int i = 0; i < bytes; i++) {
            to[at + i] = (byte) (i < 8 ? high >>> (56 - 8 * i) : low >>> (120 - 8 * i));
        }
    }

    /** False when it is no prefix; host bits are left as they are. */
    boolean prefix(byte[] bytes, int from, int to) {
        int slash = to - 1;
        while (slash > from && bytes[slash] != '/') {
            slash--;
        }
        if (slash <= from || !address(bytes, from, slash)) {
            return false;
        }
        long bits = JsonCursor.unsigned(bytes, slash + 1, to, family.bits());
        length = (int) bits;
        return bits >= 0;
    }

    /** False when it is no address. */
    boolean address(byte[] bytes, int from, int to) {
        for (int i = from; i < to && i < from + 5; i++) {
            if (bytes[i] == ':') {
                return ipv6(bytes, from, to);
            }
        }
        family = Family.IPV4;
        length = Family.IPV4.bits();
        low = 0;
        long quad = quad(bytes, from, to);
        high = quad << 32;
        return quad >= 0;
    }

    private static long quad(byte[] bytes, int from, int to) {
        long value = 0;
        int at = from;
        for (int octet = 0; octet < 4; octet++) {
            int dot = at;
            while (dot < to && bytes[dot] != '.') {
                dot++;
            }
            boolean canonical = dot - at == 1 || (dot - at <= 3 && dot > at && bytes[at] != '0');
            long number = canonical ? JsonCursor.unsigned(bytes, at, dot, 255) : -1;
            if (number < 0 || (octet < 3 && dot == to)) {
                return -1;
            }
            value = value << 8 | number;
            at = dot + 1;
        }
        return at == to + 1 ? value : -1;
    }

    private boolean ipv6(byte[] bytes, int from, int to) {
        int count = 0;
        int gap = -1;
        int at = from;
        if (at + 1 < to && bytes[at] == ':' && bytes[at + 1] == ':') {
            gap = 0;
            at += 2;
        }
        while (at < to) {
            int stop = at;
            while (stop < to && bytes[stop] != ':' && bytes[stop] != '.') {
                stop++;
            }
            if (stop < to && bytes[stop] == '.') {
                long quad = count <= 6 ? quad(bytes, at, to) : -1;
                if (quad < 0) {
                    return false;
                }
                groups[count] = (int) (quad >>> 16);
                groups[count + 1] = (int) (quad & 0xFFFF);
                return spread(count + 2, gap);
            }
            int group = hexadecimal(bytes, at, stop);
            if (group < 0 || count == GROUPS || stop + 1 == to) {
                return false;
            }
            groups[count++] = group;
            at = stop + 1;
            if (at < to && bytes[at] == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = count;
                at++;
            }
        }
        return spread(count, gap);
    }

    /** @param gap before which group there are as many zeros as are missing, -1 for none */
    private boolean spread(int count, int gap) {
        if (gap < 0 ? count != GROUPS : count == GROUPS) {
            return false;
        }
        family = Family.IPV6;
        length = Family.IPV6.bits();
        high = low = 0;
        int missing = GROUPS - count;
        for (int i = 0; i < GROUPS; i++) {
            int group = gap < 0 || i < gap ? groups[i] : i < gap + missing ? 0 : groups[i - missing];
            high = high << 16 | low >>> 48;
            low = low << 16 | group;
        }
        return true;
    }

    private static int hexadecimal(byte[] bytes, int from, int to) {
        if (to <= from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
