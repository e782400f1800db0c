/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;

/** A CDN prefix as ARM shows it (contract section B.1). */
@RegisterForReflection
public record CdnPeeringPrefixView(CdnPrefixView properties, String name, ResourceId id, String type) {

    static CdnPeeringPrefixView of(Subscription subscription, CdnPrefixEntity prefix) {
        ResourceType type = ResourceType.CDN_PEERING_PREFIXES;
        return new CdnPeeringPrefixView(
                CdnPrefixView.of(prefix),
                prefix.name(),
                ResourceId.ofSubscription(subscription, type, prefix.name()),
                type.qualified());
    }
}
