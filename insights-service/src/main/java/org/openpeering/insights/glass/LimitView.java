/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.collector.LimitStatus;

/**
 * How far a limit of routes is used.
 *
 * @param router whose routes it bounds; absent: those of all routers
 * @param session of that router; absent: all its sessions
 * @param limit the most routes
 * @param used routes held
 * @param refused announcements that were left out because of it, since it exists
 */
@RegisterForReflection
public record LimitView(@Nullable String router, @Nullable String session, int limit, int used, long refused) {
    /** The list, as every list of the API: a list without pages. */
    @RegisterForReflection
    public record ListView(List<LimitView> value) {}

    static LimitView of(LimitStatus status) {
        return new LimitView(
                status.router().orElse(null),
                status.session().map(session -> session.id().toString()).orElse(null),
                status.most(),
                status.held(),
                status.refused());
    }
}
