/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/**
 * An agent as the operator writes it.
 *
 * @param site the edge site where it runs: a metro's name
 * @param clientId of the OIDC client whose tokens it has; in the group of agents
 * @param subscriptionId whose own agent it is; absent: the network's
 * @param disabled it measures nothing, and nothing is taken from it; absent: false
 */
@RegisterForReflection
public record AgentSpec(
        @Required @Nullable String site,
        @Required @Nullable String clientId,
        @Nullable String subscriptionId,
        @Nullable Boolean disabled) {}
