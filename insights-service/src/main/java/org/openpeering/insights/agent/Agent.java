/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;

/**
 * An agent of the inventory.
 *
 * @param name without regard to case; connection monitor tests name it as their source
 * @param site the edge site where it runs: a metro's name
 * @param clientId of the OIDC client whose tokens it has
 * @param subscription whose own agent it is; null: the network's
 * @param disabled it measures nothing, and nothing is taken from it
 */
public record Agent(
        String name, String site, String clientId, @Nullable Subscription subscription, boolean disabled) {}
