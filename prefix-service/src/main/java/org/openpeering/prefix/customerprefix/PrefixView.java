/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.prefix.event.EventView;

/** What a caller reads. */
@RegisterForReflection
public record PrefixView(Properties properties, String name, String id, String type) {
    /**
     * @param events only when asked for
     * @param peeringServicePrefixKey for who may write; others don't see it
     * @param prefixChange null: none is under way
     */
    @RegisterForReflection
    public record Properties(
            String prefix,
            PrefixValidationState prefixValidationState,
            LearnedType learnedType,
            @Nullable String errorMessage,
            @Nullable List<EventView> events,
            @Nullable String peeringServicePrefixKey,
            @Nullable PrefixChange prefixChange,
            ProvisioningState provisioningState) {}

    /** @param key null: it is not shown, or there is none */
    static PrefixView of(CustomerPrefix prefix, @Nullable String key, @Nullable List<EventView> events) {
        return new PrefixView(
                new Properties(
                        prefix.prefix().toString(),
                        prefix.state(),
                        prefix.learnedType(),
                        prefix.errorMessage(),
                        events,
                        key,
                        prefix.change(),
                        ProvisioningState.SUCCEEDED),
                prefix.id().name(),
                prefix.id().toString(),
                ResourceType.PREFIXES.qualified());
    }
}
