/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteId;

/**
 * A part of a list of routes, in the order of {@link TextOrder}: of one replica, or put together of several.
 *
 * @param rows all that pass the filters from where the page begins to {@code reached}
 * @param reached the last route that was looked at; null: there are no more
 */
@RegisterForReflection
record HeldRoutes(
        Set<String> sessions, List<Row> rows, @Nullable String reached) implements Held {
    HeldRoutes {
        sessions = Set.copyOf(sessions);
        rows = List.copyOf(rows);
    }

    /** @param id by {@link RouteId} */
    @RegisterForReflection
    record Row(String id, ReceivedRouteView route) {
        RouteId routeId() {
            return RouteId.parse(id);
        }
    }

    /** Puts parts together: as far as all of them have looked. */
    static HeldRoutes joined(List<HeldRoutes> parts) {
        RouteId reached = parts.stream()
                .map(HeldRoutes::reached)
                .filter(Objects::nonNull)
                .map(RouteId::parse)
                .min(TextOrder.ROUTES)
                .orElse(null);
        Set<String> sessions = new HashSet<>();
        parts.forEach(part -> sessions.addAll(part.sessions()));
        List<Row> rows = parts.stream()
                .flatMap(part -> part.rows().stream())
                .filter(row -> reached == null || TextOrder.ROUTES.compare(row.routeId(), reached) <= 0)
                .sorted(Comparator.comparing(Row::routeId, TextOrder.ROUTES))
                .toList();
        return new HeldRoutes(sessions, rows, reached == null ? null : reached.toString());
    }

    /** No more than so many rows; what is left out is for the next page. */
    HeldRoutes cut(int size) {
        return rows.size() <= size
                ? this
                : new HeldRoutes(
                        sessions, rows.subList(0, size), rows.get(size - 1).id());
    }
}
