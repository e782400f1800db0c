/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;

/** Text as bytes, in an array that grows and is used again. */
final class Ascii {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 20;

    private final int[] groups = new int[8];
    private byte[] bytes = new byte[1 << 10];
    private int length;

    Ascii clear() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    Ascii add(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    Ascii add(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    Ascii add(Ascii other) {
        room(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        return this;
    }

    /** Not negative. */
    Ascii number(long value) {
        room(LONGEST_NUMBER);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** With six digits at least. */
    Ascii micros(long value) {
        for (long next = 100_000; next > 1 && value < next; next /= 10) {
            add('0');
        }
        return number(value);
    }

    Ascii address(IpAddress address) {
        return address.family() == Family.IPV4 ? ipv4((int) address.low()) : ipv6(address.high(), address.low());
    }

    /** Left-aligned, as in {@link org.openpeering.insights.bgp.PrefixBits}. */
    Ascii address(Family family, long high, long low) {
        return family == Family.IPV4 ? ipv4((int) (high >>> 32)) : ipv6(high, low);
    }

    Ascii ipv4(int address) {
        return number(address >>> 24)
                .add('.')
                .number(address >>> 16 & 0xFF)
                .add('.')
                .number(address >>> 8 & 0xFF)
                .add('.')
                .number(address & 0xFF);
    }

    /**
     * The first of the longest runs of zeros as "::", even of one, which RFC 5952 would leave; and an address that embeds
     * one of IPv4 with that as a dotted quad (RFC 4291 section 2.2).
     */
    private Ascii ipv6(long high, long low) {
        boolean mapped = high == 0 && low >>> 32 == 0xFFFF;
        boolean compatible = high == 0 && low >>> 32 == 0 && low > 1;
        if (mapped || compatible) {
            return add(mapped ? "::ffff:" : "::").ipv4((int) low);
        }
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3))) & 0xFFFF;
        }
        int start = 8;
        int longest = 0;
        for (int i = 0; i < 8; i++) {
            int zeros = zeros(i);
            if (zeros > longest) {
                start = i;
                longest = zeros;
            }
        }
        groups(0, start);
        if (longest > 0) {
            add("::").groups(start + longest, 8);
        }
        return this;
    }

    private void groups(int from, int to) {
        for (int i = from; i < to; i++) {
            add(i == from ? "" : ":").hex(groups[i]);
        }
    }

    private int zeros(int from) {
        int end = from;
        while (end < 8 && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private void hex(int group) {
        room(4);
        for (int shift = group > 0xFFF ? 12 : group > 0xFF ? 8 : group > 0xF ? 4 : 0; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[group >>> shift & 0xF];
        }
    }
}
