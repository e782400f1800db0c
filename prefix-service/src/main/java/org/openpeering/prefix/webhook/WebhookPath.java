/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.request.Names;

/** The path of a webhook. */
public record WebhookPath(
        @RestPath Subscription subscriptionId, @RestPath String webhookName) {
    public static final String ALL = "/subscriptions/{subscriptionId}/providers/Microsoft.Peering/webhooks";
    public static final String ONE = ALL + "/{webhookName}";

    /** Whatever its name. */
    public ResourceId id() {
        return ResourceId.ofSubscription(subscriptionId, ResourceType.WEBHOOKS, webhookName);
    }

    /** The same of one that may be made. */
    ResourceId checkedId() {
        return ResourceId.ofSubscription(
                subscriptionId, ResourceType.WEBHOOKS, Names.resource("webhookName", webhookName));
    }
}
