/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The object being read, normalized: each attribute on a line of its own as {@code name:value}, the name in lower case,
 * comments and continuation marks gone, white space as one blank. Bytes beyond ASCII stay as they are, so that it does
 * not matter whether a dump is in Latin-1 or UTF-8.
 */
final class RpslObject {
    private final byte[] bytes;
    private final MessageDigest sha256;
    private int size;
    private boolean overlong;

    RpslObject(int longest) {
        this.bytes = new byte[longest];
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void clear() {
        size = 0;
        overlong = false;
    }

    boolean overlong() {
        return overlong;
    }

    /** Begins an attribute. */
    void name(byte[] line, int from, int to) {
        if (size > 0) {
            put('\n');
        }
        for (int i = from; i < to; i++) {
            put(line[i] >= 'A' && line[i] <= 'Z' ? line[i] + 32 : line[i]);
        }
        put(':');
    }

    /** Adds to the value of the attribute begun last, up to a comment. */
    void value(byte[] line, int from, int to) {
        boolean gap = size > 0 && bytes[size - 1] != ':';
        for (int i = from; i < to && line[i] != '#'; i++) {
            if (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
                gap = size > 0 && bytes[size - 1] != ':';
            } else {
                if (gap) {
                    put(' ');
                    gap = false;
                }
                put(line[i]);
            }
        }
    }

    private void put(int value) {
        if (size < bytes.length) {
            bytes[size++] = (byte) value;
        } else {
            overlong = true;
        }
    }

    /** The value of the first attribute, which names the object. */
    String key() {
        int colon = 0;
        while (colon < size && bytes[colon] != ':') {
            colon++;
        }
        return text(colon + 1);
    }

    /** The value of the first attribute of this name; null: there is none. */
    @Nullable
    String value(String name) {
        int length = name.length();
        for (int line = 0; line + length < size; line++) {
            boolean found = bytes[line + length] == ':';
            for (int i = 0; found && i < length; i++) {
                found = bytes[line + i] == name.charAt(i);
            }
            if (found) {
                return text(line + length + 1);
            }
            while (line < size && bytes[line] != '\n') {
                line++;
            }
        }
        return null;
    }

    private String text(int from) {
        int to = from;
        while (to < size && bytes[to] != '\n') {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The first 8 bytes of its SHA-256. */
    long digest() {
        sha256.update(bytes, 0, size);
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }
}
