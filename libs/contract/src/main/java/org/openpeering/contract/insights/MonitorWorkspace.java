/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.util.List;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Revisioned;

/**
 * A subscription that has set up its connection monitor.
 *
 * @param subscription its id, as it was spelled
 * @param workspaceId a UUID that stays
 * @param connectedAgents names of the agents that its tests may start from and that were seen lately, in order
 */
public record MonitorWorkspace(String subscription, long revision, String workspaceId, List<String> connectedAgents)
        implements Revisioned {
    public MonitorWorkspace {
        connectedAgents = List.copyOf(connectedAgents);
    }

    @Override
    public String key() {
        return new Subscription(subscription).key();
    }
}
