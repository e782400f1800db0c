/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Ends of validity in four bytes each: seconds since 1970 without a sign, the last of which (in 2106) and all after it
 * count as never. Certificates without a known end say so with the end of the year 9999 (RFC 5280 section 4.1.2.5).
 */
final class Expiry {
    static final int NEVER = -1;

    private static final long LAST = 0xFFFF_FFFFL;

    private Expiry() {}

    static int of(@Nullable Instant end) {
        return end == null ? NEVER : (int) Math.clamp(end.getEpochSecond(), 0, LAST);
    }

    static @Nullable Instant instant(int seconds) {
        return seconds == NEVER ? null : Instant.ofEpochSecond(seconds & LAST);
    }

    static int earlier(int one, int other) {
        return Integer.compareUnsigned(one, other) < 0 ? one : other;
    }

    static boolean later(int one, int other) {
        return Integer.compareUnsigned(one, other) > 0;
    }

    /** Whether the end has passed; the last second counts. */
    static boolean over(int seconds, Instant at) {
        long end = seconds & LAST;
        return seconds != NEVER && (end < at.getEpochSecond() || (end == at.getEpochSecond() && at.getNano() > 0));
    }
}
