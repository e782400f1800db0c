/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.IpPrefix;

/**
 * The customer prefixes whose events one stream carries: those that are there at the time of an event, with their key.
 *
 * @param service null: of all services of the subscription
 * @param only those of them that are wanted; empty: all
 */
public record Followed(Subscription subscription, @Nullable ResourceId service, Set<IpPrefix> only) {
    public Followed {
        only = Set.copyOf(only);
    }
}
