/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The first 128 bits of a SHA-256 over values one after the other, each with its length: no two lists run together. */
public final class Fingerprint {
    private static final int BYTES = 16;

    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @param value counts by its {@code toString()} */
    public Fingerprint add(@Nullable Object value) {
        if (value == null) {
            length(-1);
        } else {
            byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
            length(bytes.length);
            digest.update(bytes);
        }
        return this;
    }

    private void length(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    }

    public String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
