/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/** What a partner writes. */
@RegisterForReflection
public record RegisteredPrefixSpec(@Required @Nullable Properties properties) {
    /** @param prefix CIDR */
    @RegisterForReflection
    public record Properties(@Required @Nullable String prefix) {}

    @Nullable
    String prefix() {
        return properties == null ? null : properties.prefix();
    }
}
