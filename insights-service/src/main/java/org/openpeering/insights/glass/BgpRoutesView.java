/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the looking glass says, as data.
 *
 * @param prefix the longest that holds the destination; absent when no route leads there
 * @param routes all of the edge site for that prefix, the preferred one first
 */
@RegisterForReflection
public record BgpRoutesView(
        String destination, String sourceLocation, @Nullable String prefix, List<BgpRouteView> routes) {
    public BgpRoutesView {
        routes = List.copyOf(routes);
    }

    static BgpRoutesView of(Glance glance, BgpRoutes found) {
        return new BgpRoutesView(
                glance.destination().toString(),
                glance.site(),
                found.routes().isEmpty() ? null : found.routes().getFirst().prefix(),
                found.routes());
    }
}
