/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * A route distinguisher (RFC 4364 section 4.2), or what else BMP has in its place (RFC 7854 section 4.2).
 *
 * @param value its eight bytes
 */
public record RouteDistinguisher(long value) implements Comparable<RouteDistinguisher> {
    /** Of the global table. */
    public static final RouteDistinguisher NONE = new RouteDistinguisher(0);

    private static final Pattern TEXT = Pattern.compile("(?:([0-2]):)?([0-9.]{1,15}):([0-9]{1,10})");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-f]{16}");

    /**
     * Reads {@code type:administrator:number}, where the type may be left out: an address is of type 1, an AS number of type
     * 0, and of type 2 where it needs 32 bits. What is of no known type is sixteen hexadecimal digits after {@code 0x}.
     */
    public static RouteDistinguisher parse(String text) {
        if (HEX.matcher(text).matches()) {
            return new RouteDistinguisher(Long.parseUnsignedLong(text.substring(2), 16));
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw malformed(text);
        }
        boolean address = parts.group(2).indexOf('.') >= 0;
        long administrator = address
                ? IpAddress.parse(parts.group(2)).low()
                : Asn.parse(parts.group(2)).value();
        int type = parts.group(1) != null
                ? Integer.parseInt(parts.group(1))
                : address ? 1 : administrator <= 0xFFFF ? 0 : 2;
        long number = Long.parseLong(parts.group(3));
        boolean fits = type == 0
                ? administrator <= 0xFFFF && number <= 0xFFFF_FFFFL
                : administrator <= 0xFFFF_FFFFL && number <= 0xFFFF;
        if (!fits || address != (type == 1)) {
            throw malformed(text);
        }
        return new RouteDistinguisher((long) type << 48 | administrator << (type == 0 ? 32 : 16) | number);
    }

    /**
     * How a table is named that people or routers name by its distinguisher, in any of its texts, or by the name of its VRF:
     * the distinguisher as {@link #toString} writes it, the name as it is. Equal for the same table.
     */
    public static String canonical(String table) {
        try {
            return parse(table).toString();
        } catch (MalformedValueException e) {
            return table;
        }
    }

    private static MalformedValueException malformed(String text) {
        return new MalformedValueException(
                "'" + text.substring(0, Math.min(text.length(), 60)) + "' is not a route distinguisher");
    }

    @Override
    public int compareTo(RouteDistinguisher other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** With its type in front, so that no two are written alike. */
    @Override
    public String toString() {
        long wide = value >>> 16 & 0xFFFF_FFFFL;
        return switch ((int) (value >>> 48)) {
            case 0 -> "0:" + (value >>> 32 & 0xFFFF) + ":" + (value & 0xFFFF_FFFFL);
            case 1 -> "1:" + new IpAddress(Family.IPV4, 0, wide) + ":" + (value & 0xFFFF);
            case 2 -> "2:" + wide + ":" + (value & 0xFFFF);
            default -> "0x%016x".formatted(value);
        };
    }
}
