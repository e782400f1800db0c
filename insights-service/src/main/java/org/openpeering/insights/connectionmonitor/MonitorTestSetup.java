/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and what its owner wants to be told of.
 *
 * @param sourceAgent as the inventory spells it
 * @param destination a name in lower case, or an address
 * @param mostLoss percent; null: whatever is lost is all right
 * @param mostRoundTrip milliseconds; null: likewise
 */
public record MonitorTestSetup(
        String sourceAgent,
        String destination,
        int port,
        Duration frequency,
        @Nullable Double mostLoss,
        @Nullable Double mostRoundTrip) {
    /** Whether results of the one say something of the other. */
    boolean sameWay(MonitorTestSetup other) {
        return sourceAgent.equals(other.sourceAgent) && destination.equals(other.destination) && port == other.port;
    }

    /** The same from an agent whose name is spelled so. */
    MonitorTestSetup from(String agent) {
        return new MonitorTestSetup(agent, destination, port, frequency, mostLoss, mostRoundTrip);
    }
}
