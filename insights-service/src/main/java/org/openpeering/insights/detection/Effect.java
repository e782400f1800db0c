/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import java.util.stream.Stream;
import org.openpeering.contract.insights.RoutingEvent;

/**
 * What a step leads to.
 *
 * @param any false when the input led to nothing: it was applied before, or does not concern the prefix
 * @param state the state from now on
 * @param events to be told, in this order
 * @param news whether {@link PrefixState#routes()} of the state are to be told
 */
public record Effect(boolean any, PrefixState state, List<RoutingEvent> events, boolean news) {
    public Effect {
        events = List.copyOf(events);
    }

    static Effect nothing(PrefixState state) {
        return new Effect(false, state, List.of(), false);
    }

    /** The same, of a state that is another one in any case. */
    Effect changed() {
        return new Effect(true, state, events, news);
    }

    /** This and what followed from its state. */
    Effect then(Effect next) {
        List<RoutingEvent> both =
                Stream.concat(events.stream(), next.events.stream()).toList();
        return new Effect(any || next.any, next.state, both, news || next.news);
    }
}
