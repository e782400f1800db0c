/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.prefix.MonitoredPrefix;

/**
 * One step of a prefix's life as a detector sees it.
 *
 * @param before the state up to now
 * @param after the state with the routes and the declaration of now, and the events of before
 * @param context the declaration in force
 * @param at when the step was taken: arrival of the update, or time of the declaration
 * @param change the route change; null when it is the declaration that changed, and all is to be looked at
 * @param was the route that the change replaced or ended
 */
record Step(
        PrefixState before,
        PrefixState after,
        MonitoredPrefix context,
        Instant at,
        @Nullable RouteChange change,
        @Nullable ObservedRoute was) {
    /** True when more than the routes of the change is to be looked at. */
    boolean full() {
        return change == null;
    }

    /**
     * The revision that tells apart two events that the same update opens: of the declaration that brought it up again,
     * else of the first one since the prefix is monitored. The latter is the same whether the update or the declaration
     * came first.
     */
    long declaration() {
        return full() && before.context() != null ? context.revision() : after.declaredFrom();
    }

    @Nullable
    ObservedRoute is() {
        return change == null ? null : change.announced();
    }

    /** The route before and the route after the change, those that exist. */
    List<ObservedRoute> touched() {
        return Stream.of(was, is())
                .<ObservedRoute>mapMulti((route, sink) -> {
                    if (route != null) {
                        sink.accept(route);
                    }
                })
                .toList();
    }
}
