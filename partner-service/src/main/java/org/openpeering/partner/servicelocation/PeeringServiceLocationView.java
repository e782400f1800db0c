/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;

/** A service location as ARM shows it (contract section B.1). */
@RegisterForReflection
public record PeeringServiceLocationView(PropertiesView properties, String name, ResourceId id, String type) {

    static PeeringServiceLocationView of(Subscription subscription, ServiceLocationEntity location) {
        ResourceType type = ResourceType.PEERING_SERVICE_LOCATIONS;
        return new PeeringServiceLocationView(
                new PropertiesView(location.country(), location.state(), location.azureRegion()),
                location.name(),
                ResourceId.ofSubscription(subscription, type, location.name()),
                type.qualified());
    }

    /** The properties. */
    @RegisterForReflection
    public record PropertiesView(
            String country, String state, @Nullable String azureRegion) {}
}
