/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;

/** A country with service locations, as ARM shows it; it has no properties. */
@RegisterForReflection
public record PeeringServiceCountryView(String name, ResourceId id, String type) {

    static PeeringServiceCountryView of(Subscription subscription, String country) {
        ResourceType type = ResourceType.PEERING_SERVICE_COUNTRIES;
        return new PeeringServiceCountryView(
                country, ResourceId.ofSubscription(subscription, type, country), type.qualified());
    }
}
