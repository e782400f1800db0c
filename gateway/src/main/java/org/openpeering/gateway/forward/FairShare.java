/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import java.util.HashMap;
import java.util.Map;

/**
 * A bounded good that callers share, each counted under a key: nobody may hold more than is free. So one alone gets half
 * of it, two a third each, n the n+1st part, and something is left for who comes next, whatever the others do. Not
 * synchronized.
 */
final class FairShare {
    private final long capacity;
    private final Map<String, Long> held = new HashMap<>();
    private long taken;

    FairShare(long capacity) {
        this.capacity = capacity;
    }

    boolean take(String key, long amount) {
        long now = held.getOrDefault(key, 0L) + amount;
        if (now > capacity - taken) {
            return false;
        }
        held.put(key, now);
        taken += amount;
        return true;
    }

    void give(String key, long amount) {
        taken -= amount;
        held.computeIfPresent(key, (known, had) -> had == amount ? null : Long.valueOf(had - amount));
    }

    long taken() {
        return taken;
    }
}
