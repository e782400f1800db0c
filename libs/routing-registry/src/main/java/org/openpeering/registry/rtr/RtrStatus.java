/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a client stands.
 *
 * @param version of the data held, 0 to 2
 * @param lastUpdate when the cache last confirmed the data; null: there is none yet
 * @param expire how long after that the cache lets it be used
 * @param records VRPs held
 * @param failures since the last answer
 * @param lastError null: none since the last answer
 */
public record RtrStatus(
        State state,
        int version,
        int session,
        long serial,
        @Nullable Instant lastUpdate,
        Duration expire,
        int records,
        int failures,
        @Nullable String lastError) {
    /** What the client is at. */
    public enum State {
        /** No data yet. */
        LOADING,
        /** Connected and complete. */
        CURRENT,
        /** Not connected, or without an answer; what is held is used on until it expires. */
        RETRYING,
        /** Closed by its owner. */
        CLOSED
    }

    public Duration age(Instant now) {
        return lastUpdate == null ? Duration.ZERO : Duration.between(lastUpdate, now);
    }

    /** Whether nothing may be concluded from the data any more (RFC 8210 section 6). */
    public boolean expired(Instant now) {
        return lastUpdate != null && age(now).compareTo(expire) > 0;
    }

    /** Until when the cache lets the data be used; null: there is none. */
    public @Nullable Instant expires() {
        return lastUpdate == null ? null : lastUpdate.plus(expire);
    }
}
