/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was refused, why and how often, since the service started. At most {@value #MOST} pairs of source and reason: beyond,
 * what was not seen for the longest time is forgotten, so that strangers fill no memory and who still tries stays in view.
 */
public final class Refusals {
    static final int MOST = 1000;

    private final InstantSource clock;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Refusals.Entry> eldest) {
            return size() > MOST;
        }
    };

    private record Key(InetAddress source, Refusal reason) {}

    /** @param router as the last of these connections named itself, empty when none did */
    public record Entry(
            InetAddress source, Refusal reason, String router, long count, Instant firstSeen, Instant lastSeen) {}

    Refusals(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void note(InetAddress source, Refusal reason, String router) {
        Instant now = clock.instant();
        entries.merge(
                new Key(source, reason),
                new Entry(source, reason, router, 1, now, now),
                (known, next) -> new Entry(
                        source,
                        reason,
                        router.isEmpty() ? known.router() : router,
                        known.count() + 1,
                        known.firstSeen(),
                        now));
    }

    /** The latest first. */
    public synchronized List<Entry> latest() {
        return new ArrayList<>(entries.values()).reversed();
    }
}
