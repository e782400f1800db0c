/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a line through once an hour for each key. It remembers the last 1024 keys, so that strangers can fill neither the
 * log nor the memory with one offence repeated.
 */
public final class LogGate {
    private static final int KEYS = 1024;
    private static final Duration AGAIN = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Instant> logged = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > KEYS;
        }
    };

    public LogGate(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized boolean opens(String key) {
        Instant now = clock.instant();
        Instant last = logged.get(key);
        if (last != null && last.plus(AGAIN).isAfter(now)) {
            return false;
        }
        logged.put(key, now);
        return true;
    }
}
