/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;

/**
 * The customer prefixes whose events one stream carries: those that are there at the time of an event, with their key.
 *
 * @param service null: of all services of the subscription
 */
public record Followed(Subscription subscription, @Nullable ResourceId service) {}
