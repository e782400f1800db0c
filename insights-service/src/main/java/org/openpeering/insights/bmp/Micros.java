/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as microseconds since 1970: so they go where no message may need an object. */
public final class Micros {
    private Micros() {}

    public static long of(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** What a router says: 0 is nothing. */
    public static Optional<Instant> told(long micros) {
        return micros == 0 ? Optional.empty() : Optional.of(instant(micros));
    }
}
