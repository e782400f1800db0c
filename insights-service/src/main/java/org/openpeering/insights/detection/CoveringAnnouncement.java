/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * What holds the monitored prefix is announced anew by an origin that is not legal: it draws the traffic where the prefix
 * itself is not heard. Most prefixes lie in somebody's aggregate, so what counts is that it is new, and only a route that is
 * evidently new is held ({@link #isNew}).
 */
record CoveringAnnouncement() implements Rule {
    /** Within which a session that comes up, or is heard for the first time, sends its table. */
    private static final Duration TRANSFER = Duration.ofMinutes(10);

    @Override
    public EventType type() {
        return EventType.PREFIX_COVERING_ANNOUNCEMENT_EVENT;
    }

    @Override
    public String name() {
        return "covering-announcement/1";
    }

    /**
     * Whether a covering route is to be held. It is not where its origin is legal, where the same was there when the prefix came
     * to be watched, and where it may only be part of a table: of a session that has not told of the prefix for a while,
     * though others announce it.
     */
    static boolean isNew(PrefixState state, ObservedRoute route) {
        MonitoredPrefix context = state.context();
        return context != null
                && context.policy().announced()
                && Origin.offends(context, route)
                && !state.memory().knows(route.prefix(), Offender.origin(route.asPath(), route.peerAsn()))
                && (state.exact().isEmpty() || settled(state, route));
    }

    private static boolean settled(PrefixState state, ObservedRoute route) {
        Instant before = route.since().minus(TRANSFER);
        return state.exact().held().stream()
                .anyMatch(held -> held.session().equals(route.id().session())
                        && !held.since().isAfter(before));
    }

    /** Whether one that is held stays so. */
    static boolean wrong(PrefixState state, ObservedRoute route) {
        MonitoredPrefix context = state.context();
        return context != null && context.policy().announced() && Origin.offends(context, route);
    }

    @Override
    public @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        return context.policy().announced()
                        && route.prefix().length() < context.prefix().length()
                        && Origin.offends(context, route)
                ? Origin.named(route)
                : null;
    }

    @Override
    public Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                "The " + Origin.words(carriers.first())
                        + " is not legal, and did not announce it when the prefix came to be" + " watched: "
                        + Wording.legal(context) + ".",
                Suspicion.source(context),
                30));
        evidence.add(
                state.exact().isEmpty()
                        ? new Evidence(
                                "Nobody in sight announces " + context.prefix()
                                        + ": the covering prefix draws its traffic.",
                                "bmp",
                                20)
                        : new Evidence(
                                context.prefix() + " is announced beside it, and draws the traffic by longest match.",
                                "bmp",
                                0));
        evidence.addAll(Suspicion.carried(state, carriers));
        return Charge.of(type().level(), evidence);
    }

    @Override
    public String words(MonitoredPrefix context, ObservedRoute first, Charge charge) {
        return "Covering announcement: " + first.prefix() + ", which holds the monitored " + context.prefix()
                + ", is newly announced with " + Origin.words(first) + "; " + Wording.legal(context);
    }

    @Override
    public String acquittal(MonitoredPrefix context, ObservedRoute held) {
        return IllegalOrigin.acquittal(context, held);
    }
}
