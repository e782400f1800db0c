/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Routes.Held;

/**
 * One step of a prefix's life as a detector sees it.
 *
 * @param before the state up to now
 * @param after the state with the routes and the declaration of now, and the events of before
 * @param context the declaration in force
 * @param at when the step was taken: arrival of the update, or time of the declaration
 * @param change the route change; null when it is the declaration that changed, or time has gone on
 * @param was the route that the change replaced or ended
 * @param evicted the route that gave its place to that of the change, since the limits hold no more
 * @param left how many attributes of the change's route were left out
 * @param touched the routes that were there before the change and are not now, and the one that is new; those that exist
 * @param full whether more than the routes of the change is to be looked at
 * @param judged whether neither a route nor the declaration changed, but what is known of networks
 */
record Step(
        PrefixState before,
        PrefixState after,
        MonitoredPrefix context,
        Instant at,
        @Nullable RouteChange change,
        @Nullable ObservedRoute was,
        @Nullable ObservedRoute evicted,
        int left,
        List<Held> touched,
        boolean full,
        boolean judged) {
    /** A step that a change of a route leads to. */
    Step(
            PrefixState before,
            PrefixState after,
            MonitoredPrefix context,
            Instant at,
            RouteChange change,
            @Nullable ObservedRoute was,
            @Nullable ObservedRoute evicted,
            int left) {
        this(before, after, context, at, change, was, evicted, left, touched(change, was, evicted), false, false);
    }

    /** A step that judges all routes anew. */
    static Step judged(PrefixState before, PrefixState after, MonitoredPrefix context, Instant at) {
        return new Step(before, after, context, at, null, null, null, 0, List.of(), true, true);
    }

    /** The same with another state after it. */
    Step with(PrefixState next) {
        return new Step(before, next, context, at, change, was, evicted, left, touched, full, judged);
    }

    /** A step that looks at everything. */
    static Step whole(PrefixState before, PrefixState after, MonitoredPrefix context, Instant at) {
        return new Step(before, after, context, at, null, null, null, 0, List.of(), true, false);
    }

    /** A step in which time alone has gone on. */
    static Step moment(PrefixState before, PrefixState after, MonitoredPrefix context, Instant at) {
        return new Step(before, after, context, at, null, null, null, 0, List.of(), false, false);
    }

    /** The same, with what the state remembers of it. */
    @SuppressWarnings("ReferenceEquality")
    Step remembered() {
        Memory memory = after.memory();
        Course primary = course(memory, SessionRole.PRIMARY);
        Course backup = course(memory, SessionRole.BACKUP);
        Losses losses = losses(memory.losses());
        return primary == memory.primary() && backup == memory.backup() && losses == memory.losses()
                ? this
                : with(after.with(memory.with(primary, backup, losses)));
    }

    /** The same, with more that the state remembers. */
    Step with(Memory memory) {
        return with(after.with(memory));
    }

    private Course course(Memory memory, SessionRole role) {
        Course course = memory.course(role).advanced(memory.advanced());
        if (!BestRoute.mayChange(this, role)) {
            return course;
        }
        ObservedRoute first = BestRoute.of(before.context(), before, role);
        ObservedRoute best = BestRoute.of(context, after, role);
        // A route that the declaration makes the best one was so before, whichever came first.
        Instant since = first == null && best != null ? best.since() : at;
        return BestRoute.differs(first, best) ? course.moved(best, since, change != null) : course;
    }

    @SuppressWarnings("ReferenceEquality")
    private Losses losses(Losses losses) {
        Losses now = losses;
        ObservedRoute is = is();
        if (is != null && is.prefix().equals(context.prefix())) {
            now = now.with(is.id().session());
        } else if (change instanceof RouteChange.Withdrawn gone
                && was != null
                && was.prefix().equals(context.prefix())) {
            now = now.without(was.id().session(), gone.cause(), at);
        }
        boolean weigh = now != losses
                || change == null
                || before.exact().size() != after.exact().size();
        return weigh && !(now.lost().isEmpty() && now.half() == null && !now.told())
                ? now.weighed(
                        after.exact().size(),
                        at.isAfter(after.memory().advanced())
                                ? at
                                : after.memory().advanced())
                : now;
    }

    /**
     * When an event opens that this step leads to, as its id has it: with the route where it is the declaration that came late,
     * which makes the order of both irrelevant, or what is known of networks, which each instance comes to know at a time of
     * its own.
     *
     * @param since of the first route
     */
    Instant opening(Instant since) {
        return !judged && before.declared().revision() == after.declared().revision() ? at : since;
    }

    /**
     * When an event that opens was first seen: with the first route, but where that was not wrong by what was known then.
     *
     * @param since of the first route
     */
    Instant firstSeen(Instant since) {
        return judged && at.isAfter(since) ? at : since;
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

    private static List<Held> touched(
            RouteChange change, @Nullable ObservedRoute was, @Nullable ObservedRoute evicted) {
        List<Held> touched = new ArrayList<>(3);
        for (ObservedRoute route : Arrays.asList(was, evicted, change.announced())) {
            if (route != null) {
                touched.add(Held.of(route));
            }
        }
        return touched;
    }
}
