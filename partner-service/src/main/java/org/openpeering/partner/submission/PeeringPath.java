/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.request.Names;

/** Which peering a path speaks of. */
public record PeeringPath(
        @RestPath Subscription subscriptionId,
        @RestPath String resourceGroupName,
        @RestPath String peeringName) {

    ResourceId id() {
        return ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERINGS, peeringName);
    }

    /** The same where it may come into being: its names have to be good ones. */
    ResourceId named() {
        return ResourceId.ofGroup(
                subscriptionId,
                Names.resourceGroup(resourceGroupName),
                ResourceType.PEERINGS,
                Names.resource("peeringName", peeringName));
    }
}
