/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What a partner writes. */
@RegisterForReflection
public record RegisteredAsnSpec(@Nullable Properties properties) {
    /** @param asn the customer's AS number */
    @RegisterForReflection
    public record Properties(@Nullable Long asn) {}

    @Nullable
    Long asn() {
        return properties == null ? null : properties.asn();
    }
}
