/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the operator reads it.
 *
 * @param subscriptionId whose own agent it is; absent: the network's
 * @param lastSeen when it last asked or told something, to half a minute; absent: never
 * @param version of its program, as it says
 * @param droppedSamples that it has given up since its buffer was made, as it says: for want of room, or refused for good
 */
@RegisterForReflection
public record AgentView(
        String name,
        String site,
        String clientId,
        @Nullable String subscriptionId,
        boolean disabled,
        @Nullable Instant lastSeen,
        @Nullable String version,
        long droppedSamples) {
    static AgentView of(AgentRow row) {
        Agent agent = row.agent();
        return new AgentView(
                agent.name(),
                agent.site(),
                agent.clientId(),
                agent.subscription() == null ? null : agent.subscription().toString(),
                agent.disabled(),
                row.lastSeen(),
                row.version(),
                row.dropped());
    }
}
