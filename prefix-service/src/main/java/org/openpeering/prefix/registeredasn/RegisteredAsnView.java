/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.prefix.key.IssuedKey;
import org.openpeering.prefix.key.KeyUseView;

/** What a caller reads. */
@RegisterForReflection
public record RegisteredAsnView(Properties properties, String name, String id, String type) {
    /**
     * @param peeringServicePrefixKey for who may write; others don't see it
     * @param keyUse for who may write
     */
    @RegisterForReflection
    public record Properties(
            long asn,
            @Nullable String peeringServicePrefixKey,
            @Nullable KeyUseView keyUse,
            ProvisioningState provisioningState) {}

    static RegisteredAsnView of(RegisteredAsn asn, boolean showKey, Secrets secrets) {
        IssuedKey key = showKey ? asn.registration().key() : null;
        return new RegisteredAsnView(
                new Properties(
                        asn.asn().value(),
                        key == null ? null : secrets.open(key.key()),
                        key == null ? null : KeyUseView.of(key),
                        ProvisioningState.SUCCEEDED),
                asn.id().name(),
                asn.id().toString(),
                ResourceType.REGISTERED_ASNS.qualified());
    }
}
