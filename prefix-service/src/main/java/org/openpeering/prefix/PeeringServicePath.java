/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.request.Names;

/** The path of a peering service. */
public record PeeringServicePath(
        @RestPath Subscription subscriptionId,
        @RestPath String resourceGroupName,
        @RestPath String peeringServiceName) {
    /** Whatever its names. */
    public ResourceId id() {
        return ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERING_SERVICES, peeringServiceName);
    }

    /** The same of one that may be made: its names keep the rules. */
    public ResourceId checkedId() {
        return ResourceId.ofGroup(
                subscriptionId,
                Names.resourceGroup(resourceGroupName),
                ResourceType.PEERING_SERVICES,
                Names.resource("peeringServiceName", peeringServiceName));
    }
}
