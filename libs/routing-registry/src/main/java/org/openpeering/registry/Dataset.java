/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry;

import java.time.Duration;
import java.time.Instant;

/**
 * Data of one external source, with what is needed to say how much it is worth.
 *
 * @param source the name under which it is configured
 * @param version what the source calls this state of the data: a serial, an entity tag, a digest
 * @param asOf when the source said so for the last time; a source that repeats itself renews it
 */
public record Dataset<T>(T value, String source, String version, Instant asOf) {
    public Duration age(Instant now) {
        return Duration.between(asOf, now);
    }

    /** Whether nothing definite may be concluded from it any more. */
    public boolean stale(Instant now, Duration after) {
        return age(now).compareTo(after) > 0;
    }
}
