/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import java.util.EnumSet;
import java.util.List;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.IpPrefix;

/**
 * Which events are told.
 *
 * @param eventTypes empty: all
 * @param prefixes the networks in which their monitored prefixes lie; empty: all
 */
public record Filter(List<EventType> eventTypes, EventLevel minimumLevel, List<IpPrefix> prefixes) {
    public Filter {
        eventTypes = List.copyOf(eventTypes);
        prefixes = List.copyOf(prefixes);
    }

    /** The levels that are told, the least one first. */
    List<EventLevel> levels() {
        return List.copyOf(EnumSet.range(minimumLevel, EventLevel.CRITICAL));
    }
}
