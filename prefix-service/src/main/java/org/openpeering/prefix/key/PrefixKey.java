/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a registration: who holds it may activate the prefix.
 *
 * <p>128 random bits of the platform's secure generator, written like a GUID, so it can't be guessed. It is looked up
 * by its SHA-256, so the time of a look-up says nothing about a key that is nearly right. It prints as dots: a key that
 * gets into a log message or an exception does not get out. {@code PrefixKeyTest} holds it to this.
 */
public final class PrefixKey {
    private static final int LONGEST = 64;
    /** What the contract's examples send where a key belongs. */
    private static final String PLACEHOLDER = new UUID(0, 0).toString();

    private final String text;

    private PrefixKey(String text) {
        this.text = text;
    }

    public static PrefixKey random() {
        // No static field: a native executable would carry the generator's state from its build.
        SecureRandom random = new SecureRandom();
        return new PrefixKey(new UUID(random.nextLong(), random.nextLong()).toString());
    }

    /** Any text: what is not a key of ours is found to be unknown, no more is said about it. */
    public static PrefixKey of(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        return new PrefixKey(trimmed.length() <= LONGEST ? trimmed : trimmed.substring(0, LONGEST));
    }

    public boolean placeholder() {
        return text.equals(PLACEHOLDER);
    }

    /** The key itself, for its owner and for the table. */
    public String reveal() {
        return text;
    }

    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Names the key in reports: the first 64 bits of its hash, from which nobody finds it. */
    public String id() {
        return id(hash());
    }

    /** The same of a hash. */
    public static String id(byte[] hash) {
        return HexFormat.of().formatHex(hash, 0, Long.BYTES);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PrefixKey key && MessageDigest.isEqual(hash(), key.hash());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "PrefixKey[…]";
    }
}
