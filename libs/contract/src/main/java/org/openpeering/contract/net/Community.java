/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

/**
 * A BGP community (RFC 1997), canonical text {@code asn:value}.
 *
 * @param asn upper 16 bits
 * @param value lower 16 bits
 */
public record Community(int asn, int value) {
    public Community {
        if (asn < 0 || asn > 0xFFFF || value < 0 || value > 0xFFFF) {
            throw new MalformedValueException("'" + asn + ":" + value + "' is not a community");
        }
    }

    public static Community of(int wire) {
        return new Community(wire >>> 16, wire & 0xFFFF);
    }

    public static Community parse(String text) {
        if (!text.matches("[0-9]{1,5}:[0-9]{1,5}")) {
            throw new MalformedValueException("'" + text + "' is not a community");
        }
        int colon = text.indexOf(':');
        return new Community(Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return asn + ":" + value;
    }
}
