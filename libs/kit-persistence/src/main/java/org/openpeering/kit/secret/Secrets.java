/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.secret.SecretColumn.Place;

/**
 * Seals secrets and opens them: AES-256 in GCM with a random nonce (NIST SP 800-38D), bound to the place where they stand,
 * so that who can write to the database can't have the secret of one row shown as that of another. What is written is
 * encrypted with the current key; what is read names its own.
 *
 * <p>A service without a usable key does not start. {@code SecretsTest} holds it to all this.
 */
@Singleton
public class Secrets {
    static final String SETTING = "openpeering.encryption";
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,32}");
    /** To Java and to PostgreSQL. At least nonce and tag. */
    static final String SEALED = "^v1:([a-z0-9]{1,32}):([A-Za-z0-9+/]{38,}={0,2})$";

    private static final Pattern FORM = Pattern.compile(SEALED);

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /** Of 32 random bytes no fewer are different, in the life of this universe. */
    private static final int LEAST_DIFFERENT = 10;

    private final SecureRandom random = new SecureRandom();
    private final String current;
    private final Map<String, SecretKey> keys = new HashMap<>();

    Secrets(EncryptionConfig config) {
        config.keys().forEach((id, text) -> keys.put(id, key(id, text)));
        this.current = config.current()
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> refused(SETTING
                        + ".current is not set: it names the key that encrypts secrets in the database, which is"
                        + " given as " + SETTING + ".keys.<name>, 32 random bytes in Base64: openssl rand -base64 32"));
        if (!keys.containsKey(current)) {
            throw refused(SETTING + ".current names the key '" + current + "', but " + SETTING + ".keys." + current
                    + " is not set");
        }
    }

    private static SecretKey key(String id, String text) {
        String setting = SETTING + ".keys." + id;
        if (!ID.matcher(id).matches()) {
            throw refused(setting + ": the name of a key has 1 to 32 lower-case letters and digits");
        }
        byte[] bytes = decoded(text.strip())
                .orElseThrow(() -> refused(setting + " is not Base64; make one with: openssl rand -base64 32"));
        if (bytes.length != KEY_BYTES) {
            throw refused(setting + " has " + bytes.length + " bytes and must have " + KEY_BYTES
                    + ": openssl rand -base64 32");
        }
        if (different(bytes) < LEAST_DIFFERENT) {
            throw refused(setting + " is not random; make one with: openssl rand -base64 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long different(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int count = 0;
        for (byte each : bytes) {
            count += seen[each & 0xff] ? 0 : 1;
            seen[each & 0xff] = true;
        }
        return count;
    }

    private static IllegalStateException refused(String why) {
        return new IllegalStateException(why);
    }

    /** The id of the key with which {@link #seal} encrypts. */
    String current() {
        return current;
    }

    boolean knows(String id) {
        return keys.containsKey(id);
    }

    /** What the text of a sealed secret begins with, that is encrypted with the current key. */
    String currentPrefix() {
        return "v1:" + current + ":";
    }

    public Sealed seal(String secret, Place place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] clear = secret.getBytes(UTF_8);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(current), nonce, place);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(clear.length));
            cipher.doFinal(clear, 0, clear.length, sealed, NONCE_BYTES);
            return new Sealed(currentPrefix() + Base64.getEncoder().encodeToString(sealed), place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException when its key is not known, or it was sealed for another place */
    public String open(Sealed sealed) {
        Matcher form = FORM.matcher(sealed.text());
        if (!form.matches()) {
            return sealed.text();
        }
        String id = form.group(1);
        if (!knows(id)) {
            throw new IllegalStateException(sealed.place() + " is encrypted with the key '" + id + "', which " + SETTING
                    + ".keys does not have: put it back until everything is encrypted with another one");
        }
        byte[] bytes = Base64.getDecoder().decode(form.group(2));
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            return new String(
                    cipher(Cipher.DECRYPT_MODE, key(id), nonce, sealed.place())
                            .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES),
                    UTF_8);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException(
                    sealed.place() + " was not sealed there, or not with this key '" + id + "'", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The same secret for the row that is written: with the current key and for its place. What is there already, under a
     * key that is not known, stays what it is: who doesn't need the secret can write the rest of its row.
     */
    public Sealed renewed(Sealed sealed, Place place) {
        boolean there = sealed.place().equals(place);
        return there && (sealed.text().startsWith(currentPrefix()) || !readable(sealed))
                ? sealed
                : seal(open(sealed), place);
    }

    private boolean readable(Sealed sealed) {
        String id = keyId(sealed.text());
        return id == null || knows(id);
    }

    /** Null: the text is in clear. */
    static @Nullable String keyId(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? form.group(1) : null;
    }

    private SecretKey key(String id) {
        return Objects.requireNonNull(keys.get(id), id);
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Place place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.bytes());
        return cipher;
    }
}
