/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.sql.Row;

/**
 * The key that a registration hands out now.
 *
 * @param expiresAt null: when it is revoked or replaced
 * @param uses how often a prefix was claimed with it
 */
public record IssuedKey(
        Sealed key,
        @Nullable Instant expiresAt,
        long uses,
        @Nullable Instant lastUsed) {
    /** The columns of {@code prefix_key k} that {@link #of} reads. */
    public static final String COLUMNS = "k.key_hash, k.key, k.valid_until, k.uses, k.last_used";

    /** Null when the registration has none: it was revoked, or has run out. */
    public static @Nullable IssuedKey of(Row row) {
        String key = row.textOrNull("key");
        return key == null
                ? null
                : new IssuedKey(
                        new Sealed(key, PrefixKeyEntity.place(row.bytes("key_hash"))),
                        row.instantOrNull("valid_until"),
                        row.number("uses"),
                        row.instantOrNull("last_used"));
    }
}
