/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/** What a partner writes. */
@RegisterForReflection
public record RegisteredAsnSpec(@Required @Nullable Properties properties) {
    /** @param asn the customer's AS number */
    @RegisterForReflection
    public record Properties(@Required @Nullable Long asn) {}

    @Nullable
    Long asn() {
        return properties == null ? null : properties.asn();
    }
}
