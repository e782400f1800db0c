/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;

/** A peering, as the path of a request names it. */
public record PeeringPath(
        @RestPath String subscriptionId,
        @RestPath String resourceGroupName,
        @RestPath String peeringName) {
    public static final String TEMPLATE =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peerings/{peeringName}";

    public ResourceId id() {
        return ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERINGS, peeringName);
    }
}
