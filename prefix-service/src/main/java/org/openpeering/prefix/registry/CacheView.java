/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.registry.rtr.RtrCaches;
import org.openpeering.registry.rtr.RtrStatus;

/**
 * An RTR cache as the operator sees it.
 *
 * @param counts whether its data is the newest that came
 * @param connected whether it is asked at all: less preferred ones are not while a more preferred one serves
 * @param lastUpdate when it last confirmed its data; null: it has not
 * @param expires until when it lets that be used; null: there is none
 * @param failures since its last answer
 * @param lastError null: none since its last answer
 */
@RegisterForReflection
public record CacheView(
        String name,
        boolean counts,
        boolean connected,
        @Nullable Instant lastUpdate,
        @Nullable Instant expires,
        int failures,
        @Nullable String lastError) {
    static CacheView of(RtrCaches.Cache cache) {
        RtrStatus status = cache.status();
        return status == null
                ? new CacheView(cache.name(), cache.counts(), false, null, null, 0, null)
                : new CacheView(
                        cache.name(),
                        cache.counts(),
                        true,
                        status.lastUpdate(),
                        status.expires(),
                        status.failures(),
                        status.lastError());
    }
}
