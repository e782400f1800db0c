/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;

/** How often each of many may ask: so many times at once, and then once in an interval. */
final class Allowance {
    private static final int MOST_KEPT = 10_000;

    private final long interval;
    private final long burst;
    /** By key, on the clock of {@link System#nanoTime}: when all of it will be there again. */
    private final Map<String, Long> full = new HashMap<>();

    Allowance(int atOnce, Duration interval) {
        this.interval = interval.toNanos();
        this.burst = atOnce * this.interval;
    }

    /** Takes one, or refuses whoever has none left. */
    void spend(String key, String tooOften) {
        Duration wait = take(key, System.nanoTime());
        if (wait.isPositive()) {
            throw new ArmException(ApiError.of(ErrorCode.TOO_MANY_REQUESTS, tooOften)
                    .retryAfter(Math.max(1, wait.plusMillis(999).toSeconds())));
        }
    }

    /** Takes one; zero, or how long to wait until there is one. */
    synchronized Duration take(String key, long now) {
        if (full.size() >= MOST_KEPT) {
            full.values().removeIf(when -> when - now <= 0);
        }
        long known = full.getOrDefault(key, now);
        long next = (known - now > 0 ? known : now) + interval;
        if (next - now > burst) {
            return Duration.ofNanos(next - now - burst);
        }
        full.put(key, next);
        return Duration.ZERO;
    }
}
