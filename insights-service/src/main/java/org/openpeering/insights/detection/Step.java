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
 * @param evicted the route that gave its place to that of the change, since the limits hold no more
 * @param left how many attributes of the change's route were left out
 */
record Step(
        PrefixState before,
        PrefixState after,
        MonitoredPrefix context,
        Instant at,
        @Nullable RouteChange change,
        @Nullable ObservedRoute was,
        @Nullable ObservedRoute evicted,
        int left) {
    /** A step that looks at everything. */
    static Step whole(PrefixState before, PrefixState after, MonitoredPrefix context, Instant at) {
        return new Step(before, after, context, at, null, null, null, 0);
    }

    /**
     * When an event opens that this step leads to: with the route where it is the declaration that came late, which makes
     * the order of both irrelevant.
     *
     * @param since of the first route
     */
    Instant opening(Instant since) {
        return before.declared().revision() == after.declared().revision() ? at : since;
    }

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
        return full() && before.context() != null
                ? context.revision()
                : after.declared().from();
    }

    @Nullable
    ObservedRoute is() {
        return change == null ? null : change.announced();
    }

    /** The routes that were there before the change and are not now, and the one that is new; those that exist. */
    List<ObservedRoute> touched() {
        return Stream.of(was, evicted, is())
                .<ObservedRoute>mapMulti((route, sink) -> {
                    if (route != null) {
                        sink.accept(route);
                    }
                })
                .toList();
    }
}
