/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. IPv4 lives in the low 32 bits of {@code low}.
 *
 * @param family which of the two
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {
    private static final int LONGEST_TEXT = 45;
    /** Of 16 bits, in an IPv6 address. */
    private static final int GROUPS = 8;

    /** Address family with its width in bits. */
    public enum Family {
        IPV4(32),
        IPV6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        public int bits() {
            return bits;
        }
    }

    /** Parses a literal (RFC 4291 section 2.2, dotted quad of four decimal octets); never a host name. */
    public static IpAddress parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw malformed(text.substring(0, LONGEST_TEXT) + "…");
        }
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    /** From network byte order: 4 or 16 bytes. */
    public static IpAddress of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return switch (bytes.length) {
            case 4 -> new IpAddress(Family.IPV4, 0, buffer.getInt() & 0xFFFF_FFFFL);
            case 16 -> new IpAddress(Family.IPV6, buffer.getLong(), buffer.getLong());
            default -> throw new MalformedValueException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    private static IpAddress parseV4(String text) {
        return new IpAddress(Family.IPV4, 0, quad(text, text));
    }

    private static long quad(String part, String text) {
        String[] octets = part.split("\\.", -1);
        if (octets.length != 4) {
            throw malformed(text);
        }
        long value = 0;
        for (String octet : octets) {
            boolean digits =
                    !octet.isEmpty() && octet.length() <= 3 && octet.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || (octet.length() > 1 && octet.charAt(0) == '0') || Integer.parseInt(octet) > 255) {
                throw malformed(text);
            }
            value = value << 8 | Integer.parseInt(octet);
        }
        return value;
    }

    private static IpAddress parseV6(String text) {
        int gap = text.indexOf("::");
        int[] head = groups(gap < 0 ? "" : text.substring(0, gap), false, text);
        int[] tail = groups(gap < 0 ? text : text.substring(gap + 2), true, text);
        int named = head.length + tail.length;
        // "::" stands for one group or more.
        if (gap < 0 ? named != GROUPS : named >= GROUPS) {
            throw malformed(text);
        }
        int[] groups = Arrays.copyOf(head, GROUPS);
        System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
        return new IpAddress(Family.IPV6, bits(groups, 0), bits(groups, GROUPS / 2));
    }

    /** The groups of what stands on one side of "::"; the last two of all may be a dotted quad. */
    private static int[] groups(String part, boolean last, String text) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] words = part.split(":", -1);
        String end = words[words.length - 1];
        boolean quad = last && end.indexOf('.') >= 0;
        int plain = quad ? words.length - 1 : words.length;
        int[] groups = new int[quad ? plain + 2 : plain];
        for (int i = 0; i < plain; i++) {
            if (words[i].isEmpty() || words[i].length() > 4 || !words[i].chars().allMatch(HexFormat::isHexDigit)) {
                throw malformed(text);
            }
            groups[i] = HexFormat.fromHexDigits(words[i]);
        }
        if (quad) {
            long value = quad(end, text);
            groups[plain] = (int) (value >>> 16);
            groups[plain + 1] = (int) value & 0xFFFF;
        }
        return groups;
    }

    private static long bits(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + GROUPS / 2; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    private static MalformedValueException malformed(String text) {
        return new MalformedValueException("'" + text + "' is not an IP address");
    }

    public byte[] toBytes() {
        return family == Family.IPV4
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** Bit {@code index} counted from the most significant, 0 or 1. */
    public int bit(int index) {
        int fromRight = family.bits() - 1 - index;
        return (int) ((fromRight >= 64 ? high >>> (fromRight - 64) : low >>> fromRight) & 1);
    }

    /** The address {@code offset} above this one (wraps within the family's low 64 bits). */
    public IpAddress plus(long offset) {
        long sum = low + offset;
        long carry = family == Family.IPV6 && offset > 0 && Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new IpAddress(family, high + carry, family == Family.IPV4 ? sum & 0xFFFF_FFFFL : sum);
    }

    // By hand, here and in what else detection compares most: a record's own go through method handles.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress that && low == that.low && high == that.high && family == that.family;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low) + 31 * Long.hashCode(high) + family.bits();
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** Dotted quad, or RFC 5952: lower case, the longest run of two or more zero groups as "::". */
    @Override
    public String toString() {
        if (family == Family.IPV4) {
            return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high >>> (48 - 16 * i) : low >>> (48 - 16 * (i - 4))) & 0xFFFF);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                text.append(i == 0 || i == bestStart + bestLength ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
