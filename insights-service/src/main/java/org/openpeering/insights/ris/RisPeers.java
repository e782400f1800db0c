/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/** The peers heard of, found by the bytes that name them. A server cannot make it grow without end. */
final class RisPeers {
    /** RIS has some 1,500. */
    static final int MOST = 1 << 14;

    private static final int LONGEST_HOST = 63;
    private static final String DOMAIN = ".ripe.net";

    private final AddressText address = new AddressText();
    private @Nullable Known[] slots = new Known[1024];
    private int count;

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Known(int hash, byte[] host, byte[] text, long asn, RisPeer peer) {
        boolean is(int otherHash, Name otherHost, Name otherText, long otherAsn) {
            return hash == otherHash && asn == otherAsn && otherHost.is(host) && otherText.is(text);
        }
    }

    /** A short text copied out of a message. */
    static final class Name {
        private final byte[] bytes = new byte[LONGEST_HOST];
        private int length;

        void clear() {
            length = 0;
        }

        /** Takes the cursor's text; one that is too long is none. */
        void take(JsonCursor cursor) {
            int size = cursor.textTo() - cursor.textFrom();
            length = size > bytes.length ? 0 : size;
            System.arraycopy(cursor.text(), cursor.textFrom(), bytes, 0, length);
        }

        private boolean is(byte[] other) {
            return Arrays.equals(bytes, 0, length, other, 0, other.length);
        }

        private int hash(int seed) {
            int hash = seed;
            for (int i = 0; i < length; i++) {
                hash = 31 * hash + bytes[i];
            }
            return hash;
        }

        private byte[] copy() {
            return Arrays.copyOf(bytes, length);
        }
    }

    /** Null when the texts name none, or one too many. */
    @Nullable
    RisPeer find(Name host, Name text, long asn) {
        int hash = host.hash(text.hash((int) asn));
        hash ^= hash >>> 16;
        int at = hash & (slots.length - 1);
        for (Known known = slots[at]; known != null; known = slots[at]) {
            if (known.is(hash, host, text, asn)) {
                return known.peer();
            }
            at = at + 1 & (slots.length - 1);
        }
        return add(hash, host, text, asn);
    }

    private @Nullable RisPeer add(int hash, Name host, Name text, long asn) {
        String collector = collector(host);
        if (count == MOST || collector.isEmpty() || asn <= 0 || !address.address(text.bytes, 0, text.length)) {
            return null;
        }
        count++;
        if (2 * count > slots.length) {
            @Nullable Known[] before = slots;
            slots = new Known[2 * before.length];
            for (Known known : before) {
                if (known != null) {
                    insert(known);
                }
            }
        }
        RisPeer peer = new RisPeer(collector, address.address(), new Asn(asn));
        insert(new Known(hash, host.copy(), text.copy(), asn, peer));
        return peer;
    }

    private void insert(Known known) {
        int at = known.hash() & (slots.length - 1);
        while (slots[at] != null) {
            at = at + 1 & (slots.length - 1);
        }
        slots[at] = known;
    }

    /** Without the domain; empty for what is not a name of lower-case letters, digits, dashes and dots. */
    private static String collector(Name host) {
        String name = new String(host.bytes, 0, host.length, US_ASCII);
        String cut = name.endsWith(DOMAIN) ? name.substring(0, name.length() - DOMAIN.length()) : name;
        return cut.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')
                ? cut
                : "";
    }
}
