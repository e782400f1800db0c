/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;

/**
 * The route that the network uses of those that the sessions of a role announce, as far as their attributes tell: the shortest
 * path, then the oldest (RFC 4271 section 9.1.2.2, without what routers set for themselves).
 */
final class BestRoute {
    private static final Comparator<ObservedRoute> BETTER = Comparator.<ObservedRoute>comparingInt(
                    route -> route.asPath().length())
            .thenComparing(ObservedRoute::since)
            .thenComparing(ObservedRoute::id);

    private BestRoute() {}

    static @Nullable ObservedRoute of(@Nullable MonitoredPrefix context, PrefixState state, SessionRole role) {
        List<RequiredSession> sessions = context == null ? List.of() : context.sessions();
        ObservedRoute best = null;
        for (RequiredSession session : sessions) {
            if (session.role() == role) {
                for (ObservedRoute route : Session.of(session).routesAmong(state.exact())) {
                    best = best == null || BETTER.compare(route, best) < 0 ? route : best;
                }
            }
        }
        return best;
    }

    /** Whether traffic goes another way. */
    static boolean differs(@Nullable ObservedRoute before, @Nullable ObservedRoute after) {
        if (before == null || after == null) {
            return !Objects.equals(before, after);
        }
        return !before.id().equals(after.id())
                || !before.asPath().equals(after.asPath())
                || !before.nextHop().equals(after.nextHop());
    }

    /** Whether the step may change it: most changes are of other sessions, and cost nothing. */
    static boolean mayChange(Step step, SessionRole role) {
        if (step.full()) {
            return true;
        }
        for (Routes.Held route : step.touched()) {
            if (route.prefix().equals(step.context().prefix())
                    && !route.session().vantage()
                    && Session.required(step.context(), route, role)) {
                return true;
            }
        }
        return false;
    }
}
