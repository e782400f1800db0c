/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.prefix.key.IssuedKey;
import org.openpeering.prefix.key.KeyUseView;

/** What a caller reads. */
@RegisterForReflection
public record RegisteredPrefixView(Properties properties, String name, String id, String type) {
    /**
     * @param peeringServicePrefixKey for who may write; others don't see it
     * @param parent the id of the next larger prefix of the same partner
     * @param keyUse for who may write
     * @param arriving true while a transfer to this partner is under way; else absent
     */
    @RegisterForReflection
    public record Properties(
            String prefix,
            PrefixValidationState prefixValidationState,
            @Nullable String peeringServicePrefixKey,
            @Nullable String errorMessage,
            @Nullable String parent,
            @Nullable KeyUseView keyUse,
            @Nullable Boolean arriving,
            ProvisioningState provisioningState) {}

    static RegisteredPrefixView of(RegisteredPrefix prefix, boolean showKey, Secrets secrets) {
        IssuedKey key = showKey ? prefix.registration().key() : null;
        ResourceId parent = prefix.parent();
        return new RegisteredPrefixView(
                new Properties(
                        prefix.prefix().toString(),
                        prefix.state(),
                        key == null ? null : secrets.open(key.key()),
                        prefix.errorMessage(),
                        parent == null ? null : parent.toString(),
                        key == null ? null : KeyUseView.of(key),
                        prefix.arriving() ? true : null,
                        ProvisioningState.SUCCEEDED),
                prefix.id().name(),
                prefix.id().toString(),
                ResourceType.REGISTERED_PREFIXES.qualified());
    }
}
