/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The object being read, normalized: each attribute on a line of its own as {@code name:value}, the name in lower case,
 * comments and continuation marks gone, white space as one blank. Bytes beyond ASCII stay as they are, so that it does
 * not matter whether a dump is in Latin-1 or UTF-8.
 *
 * <p>Of all that only a digest is kept, and the beginnings of the few values that are asked for: an object may be of any
 * length. What is cut is longer than any prefix, AS number or name of a registry, and so is never mistaken for one.
 */
final class RpslObject {
    private static final int LONGEST_VALUE = 100;
    private static final String KEY = "";
    private static final Set<String> ASKED_FOR = Set.of("origin", "source");

    private final byte[] bytes = new byte[8 << 10];
    private final MessageDigest sha256;
    private final Map<String, StringBuilder> values = new HashMap<>();
    private @Nullable StringBuilder value;
    private int size;
    private int last;
    private boolean gap;

    RpslObject() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void clear() {
        sha256.reset();
        values.clear();
        value = null;
        size = 0;
    }

    /** Begins an attribute. The first names the object; of several of one name the first counts. */
    void name(String name) {
        value = null;
        if (values.isEmpty()) {
            value = new StringBuilder();
            values.put(KEY, value);
        } else {
            put('\n');
            if (ASKED_FOR.contains(name) && !values.containsKey(name)) {
                value = new StringBuilder();
                values.put(name, value);
            }
        }
        for (byte letter : name.getBytes(StandardCharsets.ISO_8859_1)) {
            put(letter);
        }
        put(':');
    }

    /** A line of the attribute's value begins. */
    void line() {
        gap = last != ':';
    }

    /** Adds to the value. */
    void add(int octet) {
        if (RpslReader.blank(octet)) {
            gap = last != ':';
            return;
        }
        if (gap) {
            gap = false;
            put(' ');
            keep(' ');
        }
        put(octet);
        keep(octet);
    }

    private void keep(int octet) {
        if (value != null && value.length() < LONGEST_VALUE) {
            value.append((char) octet);
        }
    }

    private void put(int octet) {
        if (size == bytes.length) {
            sha256.update(bytes);
            size = 0;
        }
        bytes[size++] = (byte) octet;
        last = octet;
    }

    /** The value of the first attribute, which names the object. */
    String key() {
        return Objects.requireNonNull(value(KEY));
    }

    /** The value of the first attribute of this name; null: there is none. */
    @Nullable
    String value(String name) {
        StringBuilder kept = values.get(name);
        return kept == null ? null : kept.toString();
    }

    /** The first 8 bytes of its SHA-256; to be asked for once. */
    long digest() {
        sha256.update(bytes, 0, size);
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }
}
