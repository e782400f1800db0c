/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;

/** The path of a prefix of a peering service. */
public record CustomerPrefixPath(
        @RestPath Subscription subscriptionId,
        @RestPath String resourceGroupName,
        @RestPath String peeringServiceName,
        @RestPath String prefixName) {
    public ResourceId service() {
        return new PeeringServicePath(subscriptionId, resourceGroupName, peeringServiceName).id();
    }

    public ResourceId id() {
        return service().child(ResourceType.PREFIXES, prefixName);
    }
}
