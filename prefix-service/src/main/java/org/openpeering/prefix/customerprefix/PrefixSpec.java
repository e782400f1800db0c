/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;
import org.openpeering.prefix.key.PrefixKey;

/** What a customer writes. */
@RegisterForReflection
public record PrefixSpec(@Required @Nullable Properties properties) {
    /**
     * @param prefix CIDR
     * @param peeringServicePrefixKey what the partner handed over
     */
    @RegisterForReflection
    public record Properties(
            @Required @Nullable String prefix, @Nullable String peeringServicePrefixKey) {
        @Override
        public String toString() {
            return "Properties[prefix=" + prefix + "]";
        }
    }

    @Nullable
    String prefix() {
        return properties == null ? null : properties.prefix();
    }

    @Nullable
    PrefixKey key() {
        String key = properties == null ? null : properties.peeringServicePrefixKey();
        return key == null || key.isBlank() ? null : PrefixKey.of(key);
    }
}
