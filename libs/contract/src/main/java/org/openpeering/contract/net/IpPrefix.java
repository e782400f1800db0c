/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import org.jspecify.annotations.Nullable;

/**
 * A CIDR block. Host bits are zero: a text with host bits set is refused, never masked silently.
 *
 * @param network first address
 * @param length prefix length, 0 to 32 or 128
 */
public record IpPrefix(IpAddress network, int length) implements Comparable<IpPrefix> {
    public IpPrefix {
        if (length < 0 || length > network.family().bits()) {
            throw new MalformedValueException("'" + network + "/" + length + "' has an impossible prefix length");
        }
        if (!mask(network, length).equals(network)) {
            throw new MalformedValueException("'" + network + "/" + length + "' has host bits set; the block is "
                    + mask(network, length) + "/" + length);
        }
    }

    /** Parses {@code address/length}; the length is mandatory. */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new MalformedValueException("'" + shorten(text) + "' is not a prefix: the length is missing");
        }
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        String length = text.substring(slash + 1);
        boolean plain = length.matches("0|[1-9][0-9]{0,2}");
        if (!plain) {
            throw new MalformedValueException("'" + shorten(text) + "' has an impossible prefix length");
        }
        return new IpPrefix(address, Integer.parseInt(length));
    }

    /** The block of {@code length} bits that holds {@code address}. */
    public static IpPrefix around(IpAddress address, int length) {
        return new IpPrefix(mask(address, length), length);
    }

    /** The {@code n}th block of {@code subLength} bits inside this one, from 0. */
    public IpPrefix subnet(int subLength, long n) {
        int room = subLength - length;
        if (room < 0 || subLength > family().bits() || n < 0 || (room < 63 && n >= 1L << room)) {
            throw new IllegalArgumentException("no block " + n + " of /" + subLength + " in " + this);
        }
        int hostBits = family().bits() - subLength;
        long low = hostBits >= 64 ? 0 : n << hostBits;
        long high = hostBits >= 64 ? n << (hostBits - 64) : hostBits == 0 ? 0 : n >>> (64 - hostBits);
        // The bits below this block's length are zero, so nothing carries.
        IpAddress address = new IpAddress(family(), network.high() | high, network.low() | low);
        return new IpPrefix(address, subLength);
    }

    private static IpAddress mask(IpAddress address, int length) {
        int hostBits = address.family().bits() - length;
        long low = hostBits >= 64 ? 0 : address.low() & (-1L << hostBits);
        long high = hostBits <= 64 ? address.high() : hostBits >= 128 ? 0 : address.high() & (-1L << (hostBits - 64));
        return new IpAddress(address.family(), high, low);
    }

    static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    public IpAddress.Family family() {
        return network.family();
    }

    public boolean contains(IpAddress address) {
        return address.family() == family() && mask(address, length).equals(network);
    }

    /** True for itself and for every more specific block. */
    public boolean contains(IpPrefix other) {
        return other.length >= length && contains(other.network);
    }

    public boolean overlaps(IpPrefix other) {
        return contains(other) || other.contains(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpPrefix that && length == that.length && network.equals(that.network);
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + length;
    }

    @Override
    public int compareTo(IpPrefix other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(length, other.length);
    }

    @Override
    public String toString() {
        return network + "/" + length;
    }
}
