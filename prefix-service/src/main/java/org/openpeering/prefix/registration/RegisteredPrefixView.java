/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.prefix.PrefixValidationState;

/** What a caller reads. */
@RegisterForReflection
public record RegisteredPrefixView(Properties properties, String name, String id, String type) {
    /** @param peeringServicePrefixKey for who may write; others don't see it */
    @RegisterForReflection
    public record Properties(
            String prefix,
            PrefixValidationState prefixValidationState,
            @Nullable String peeringServicePrefixKey,
            @Nullable String errorMessage,
            ProvisioningState provisioningState) {}

    static RegisteredPrefixView of(RegisteredPrefixEntity entity, boolean showKey) {
        return new RegisteredPrefixView(
                new Properties(
                        entity.prefix().toString(),
                        entity.state(),
                        showKey ? entity.key().reveal() : null,
                        entity.errorMessage(),
                        ProvisioningState.SUCCEEDED),
                entity.id().name(),
                entity.id().toString(),
                ResourceType.REGISTERED_PREFIXES.qualified());
    }
}
