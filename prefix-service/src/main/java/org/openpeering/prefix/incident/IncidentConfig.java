/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of incidents; {@code application.properties} says why each has its value. */
@ConfigMapping(prefix = "openpeering.incidents")
public interface IncidentConfig {
    /** So many events of one cause are an incident; at least 2. */
    int members();

    /** Within which they begin. */
    Duration window();

    /** An incident ends when none of its events has gone on, and none has come, for so long. */
    Duration settle();

    /** How many events have joined is told at once when their number has doubled, and otherwise after so long. */
    Duration updateEvery();

    default Bounds bounds() {
        return new Bounds(members(), window(), settle(), updateEvery());
    }
}
