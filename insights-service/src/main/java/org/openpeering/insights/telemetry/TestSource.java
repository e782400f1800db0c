/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.openpeering.insights.agent.Agent;

/** Who asks for measurements; every bean of this kind is asked. */
public interface TestSource {
    /** What the agent is to measure now; asked anew every few seconds, by whoever answers agents. */
    Uni<List<AgentTest>> testsOf(Agent agent);
}
