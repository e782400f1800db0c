/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An agent with what is known of it.
 *
 * @param revision grows with each change of the operator's
 * @param lastSeen when it last asked or told something; null: never
 * @param version of its program, as it says
 * @param dropped samples that it has given up since its buffer was made, as it says
 */
record AgentRow(
        Agent agent,
        long revision,
        @Nullable Instant lastSeen,
        @Nullable String version,
        long dropped) {
    /** The name without its case. */
    String key() {
        return agent.name().toLowerCase(Locale.ROOT);
    }
}
