/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/** {@code openpeering.encryption.*}; there is no default key. */
@ConfigMapping(prefix = "openpeering.encryption")
public interface EncryptionConfig {
    /** The id of the key with which secrets are encrypted from now on. */
    Optional<String> current();

    /** Keys by their ids, of lower-case letters and digits: 32 random bytes in Base64, of the kind openssl rand -base64 32. */
    Map<String, String> keys();

    /** Whether the migration encrypts with the current key what stands under another one. */
    boolean reencrypt();
}
