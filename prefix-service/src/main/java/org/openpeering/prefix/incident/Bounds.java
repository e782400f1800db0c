/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import java.time.Duration;

/**
 * When events are an incident, see {@link IncidentConfig}.
 *
 * @param members at least 2: one event is none
 */
public record Bounds(int members, Duration window, Duration settle, Duration updateEvery) {
    public Bounds {
        if (members < 2) {
            throw new IllegalArgumentException(
                    "openpeering.incidents.members is " + members + ", and has to be 2 at least");
        }
    }
}
