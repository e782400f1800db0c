/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry;

import java.time.Duration;
import java.time.Instant;

/**
 * Data of one external source, with what is needed to say how much it is worth.
 *
 * @param source the name under which it is configured
 * @param version what the source calls this state of the data: a serial, an entity tag, a digest
 * @param validity renewed by a source that repeats itself
 */
public record Dataset<T>(T value, String source, String version, Validity validity) {
    public Instant asOf() {
        return validity.asOf();
    }

    /** The same source's, of the same version. */
    public Dataset<T> with(T other) {
        return new Dataset<>(other, source, version, validity);
    }

    /** The same, but nothing may be concluded from it from a time on. */
    public Dataset<T> until(Instant end) {
        return new Dataset<>(value, source, version, validity.until(end));
    }

    public Duration age(Instant now) {
        return validity.age(now);
    }

    /** Whether nothing definite may be concluded from it any more. */
    public boolean stale(Instant now, Duration after) {
        return validity.stale(now, after);
    }
}
