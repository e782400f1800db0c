/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;

/** A peering service, as the path of a request names it. */
public record PeeringServicePath(
        @RestPath Subscription subscriptionId,
        @RestPath String resourceGroupName,
        @RestPath String peeringServiceName) {
    public static final String TEMPLATE =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}";

    public ResourceId id() {
        return ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERING_SERVICES, peeringServiceName);
    }
}
