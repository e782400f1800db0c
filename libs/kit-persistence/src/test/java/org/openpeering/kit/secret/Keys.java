/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys that are random enough, each made of its name. */
final class Keys {
    private Keys() {}

    /** @param known the current one is the first */
    static Secrets of(String... known) {
        return new Secrets(config(known[0], Stream.of(known).collect(Collectors.toMap(id -> id, Keys::base64))));
    }

    static String base64(String id) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static EncryptionConfig config(String current, Map<String, String> keys) {
        return new EncryptionConfig() {
            @Override
            public Optional<String> current() {
                return Optional.of(current);
            }

            @Override
            public Map<String, String> keys() {
                return keys;
            }

            @Override
            public boolean reencrypt() {
                return false;
            }
        };
    }
}
