/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What a partner writes. */
@RegisterForReflection
public record RegisteredPrefixSpec(@Nullable Properties properties) {
    /** @param prefix CIDR */
    @RegisterForReflection
    public record Properties(@Nullable String prefix) {}

    @Nullable
    String prefix() {
        return properties == null ? null : properties.prefix();
    }
}
