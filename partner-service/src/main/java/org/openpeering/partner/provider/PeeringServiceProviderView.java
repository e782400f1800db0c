/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;

/** A service provider as ARM shows it (contract section B.1). */
@RegisterForReflection
public record PeeringServiceProviderView(String name, ResourceId id, String type, PropertiesView properties) {

    static PeeringServiceProviderView of(Subscription subscription, ProviderEntity provider) {
        ResourceType type = ResourceType.PEERING_SERVICE_PROVIDERS;
        return new PeeringServiceProviderView(
                provider.name(),
                ResourceId.ofSubscription(subscription, type, provider.name()),
                type.qualified(),
                new PropertiesView(provider.name(), provider.peeringLocations()));
    }

    /** The properties. */
    @RegisterForReflection
    public record PropertiesView(String serviceProviderName, List<String> peeringLocations) {}
}
