/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import org.jspecify.annotations.Nullable;

/**
 * An autonomous system number, unsigned 32 bit (RFC 6793); canonical text is asplain (RFC 5396).
 *
 * @param value 0 to 4294967295; 0, AS_TRANS and the private ranges can be represented, see {@link #use()}
 */
public record Asn(long value) implements Comparable<Asn> {
    public static final long MAX = 0xFFFF_FFFFL;

    /** What the IANA "Autonomous System Numbers" registry sets a number aside for. */
    public enum Use {
        PUBLIC,
        /** 64496-64511 and 65536-65551 (RFC 5398). */
        DOCUMENTATION,
        /** 64512-65534 and 4200000000-4294967294 (RFC 6996). */
        PRIVATE,
        /** 0 (RFC 7607), 23456 (RFC 6793), 65535 and 4294967295 (RFC 7300), 65552-131071 (IANA). */
        RESERVED
    }

    public Asn {
        if (value < 0 || value > MAX) {
            throw new MalformedValueException("AS number " + value + " is not in 0-4294967295");
        }
    }

    public static Asn parse(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedValueException("'" + IpPrefix.shorten(text) + "' is not an AS number");
        }
        return new Asn(Long.parseLong(text));
    }

    public Use use() {
        if (value == 0 || value == 23456 || value == 65535 || value == MAX || (value >= 65552 && value <= 131071)) {
            return Use.RESERVED;
        }
        if ((value >= 64496 && value <= 64511) || (value >= 65536 && value <= 65551)) {
            return Use.DOCUMENTATION;
        }
        return (value >= 64512 && value <= 65534) || value >= 4_200_000_000L ? Use.PRIVATE : Use.PUBLIC;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Asn that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public int compareTo(Asn other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
