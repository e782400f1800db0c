/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RoutingEvent;

/**
 * What a step leads to.
 *
 * @param any false when the input led to nothing: it was applied before, or does not concern the prefix
 * @param state the state from now on
 * @param events to be told, in this order
 * @param routes to be told; null when there is nothing new of them
 */
public record Effect(
        boolean any,
        PrefixState state,
        List<RoutingEvent> events,
        @Nullable PrefixRoutes routes) {
    public Effect {
        events = List.copyOf(events);
    }

    static Effect nothing(PrefixState state) {
        return new Effect(false, state, List.of(), null);
    }

    /** This and what followed from its state. */
    Effect then(Effect next) {
        List<RoutingEvent> both =
                Stream.concat(events.stream(), next.events.stream()).toList();
        return new Effect(any || next.any, next.state, both, next.routes == null ? routes : next.routes);
    }
}
