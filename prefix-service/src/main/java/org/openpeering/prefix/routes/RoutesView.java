/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.request.Page;

/**
 * A page of routes, and why there may be others: without a word of that, no route means that nobody announces the prefix.
 *
 * @param notSeen what the network does not see of the prefix now; empty: somebody looks, and misses nothing that is known
 */
@RegisterForReflection
public record RoutesView(List<RouteView> value, @Nullable String nextLink, List<NotSeen> notSeen) {
    /**
     * @param cause such as {@code Unobserved}: nobody looks at all
     * @param since since when, at the latest
     */
    @RegisterForReflection
    public record NotSeen(String cause, Instant since, String summary) {
        static NotSeen of(RoutingEvent gap) {
            String source =
                    gap.evidence().isEmpty() ? "" : gap.evidence().getFirst().source();
            return new NotSeen(source.substring(source.indexOf(':') + 1), gap.firstSeen(), gap.summary());
        }
    }

    public static RoutesView of(Page<RouteView> page, List<RoutingEvent> gaps) {
        return new RoutesView(
                page.value(), page.nextLink(), gaps.stream().map(NotSeen::of).toList());
    }
}
