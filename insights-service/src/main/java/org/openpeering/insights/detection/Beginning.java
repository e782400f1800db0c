/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.ForgedOrigin.Link;
import org.openpeering.insights.detection.Routes.Held;

/**
 * What is there when a prefix comes to be watched, and is remembered so that nothing is called new that is only heard again:
 * parts of it and what holds it, with their origins, and the neighbours of legal origins.
 *
 * <p>Routers tell it before every collector has matched what it holds. Vantages tell no table: what they tell of within a day
 * counts as there before. So do neighbours of the owner where he lists no upstreams, and those of his upstreams; where none is
 * known at all the first one teaches, and the day begins with it.
 */
public record Beginning(Networks networks) {
    static final Duration DAY = Duration.ofDays(1);

    /** The state that knows of the route, if it was there before. */
    PrefixState noted(PrefixState state, ObservedRoute route) {
        boolean vantage = route.id().session().vantage();
        Memory memory = state.memory();
        boolean first =
                state.begins() || route.since().isBefore(memory.taught()) || (vantage && withinDay(memory, route));
        if (first && !route.prefix().equals(state.prefix())) {
            memory = memory.with(route.prefix(), Offender.origin(route.asPath(), route.peerAsn()));
        }
        MonitoredPrefix context = state.context();
        if (context != null && (first || memory.links().none() || withinDay(memory, route))) {
            memory = linked(memory, context, route, first);
        }
        return memory.equals(state.memory()) ? state : state.with(memory);
    }

    /**
     * The state that knows who is beside the legal origins and upstreams that were none before, as far as their routes are held. What
     * was told before the declaration, or is only called right by it, is nothing new.
     */
    PrefixState noted(PrefixState before, PrefixState declared) {
        MonitoredPrefix was = before.context();
        MonitoredPrefix context = declared.context();
        if (context == null || (was != null && !more(was, context))) {
            return declared;
        }
        Memory memory = declared.memory();
        for (Routes routes : List.of(declared.exact(), declared.others())) {
            for (Held route : routes.held()) {
                memory = linked(memory, context, route.route(), was == null || !Origin.legal(was, route));
            }
        }
        return memory.equals(declared.memory()) ? declared : declared.with(memory);
    }

    /** Whether others are called right than before. */
    static boolean more(MonitoredPrefix was, MonitoredPrefix now) {
        return !was.legalOrigins().containsAll(now.legalOrigins())
                || !was.policy().upstreams().containsAll(now.policy().upstreams());
    }

    private Memory linked(Memory memory, MonitoredPrefix context, ObservedRoute route, boolean all) {
        Link link = ForgedOrigin.link(context, route.asPath(), networks);
        if (link == null
                || (link.common(networks) && !memory.links().none())
                || !(all || !link.direct() || context.policy().upstreams().isEmpty())) {
            return memory;
        }
        // The day begins with the first of them: a prefix may be announced long after it was registered.
        boolean begins = memory.links().none() && route.since().isAfter(memory.began());
        return (begins ? memory.begun(route.since()) : memory).with(link.near(), link.far());
    }

    private static boolean withinDay(Memory memory, ObservedRoute route) {
        return route.since().isBefore(memory.began().plus(DAY));
    }

    /**
     * A state that an older program has written, which remembered nothing: what is held is known, and so is for a day what is told.
     *
     * @param newest arrival of its latest change
     */
    public static PrefixState inherited(PrefixState state, Instant newest) {
        MonitoredPrefix context = state.context();
        if (context == null) {
            return state;
        }
        Beginning beginning = new Beginning(Networks.DEFAULT);
        Memory memory = state.memory().inherited(newest);
        for (Held route : state.others().held()) {
            memory = memory.with(route.prefix(), Origin.named(route));
        }
        for (Routes routes : List.of(state.exact(), state.others())) {
            for (Held route : routes.held()) {
                memory = beginning.linked(memory, context, route.route(), true);
            }
        }
        return state.with(memory);
    }
}
