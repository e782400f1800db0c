/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a key is used, for its owner.
 *
 * @param count how often a prefix was claimed with it
 */
@RegisterForReflection
public record KeyUseView(
        long count, @Nullable Instant lastUsed, @Nullable Instant expiresAt) {
    public static KeyUseView of(IssuedKey issued) {
        return new KeyUseView(issued.uses(), issued.lastUsed(), issued.expiresAt());
    }
}
