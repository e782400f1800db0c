/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.openpeering.contract.insights.EventType.PREFIX_ACTIVE_PATH;
import static org.openpeering.contract.insights.EventType.PREFIX_BACKUP_PATH;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.prefix.SessionRole;

/**
 * What the best primary route, or the best backup route, is now, when it has become another one, or there is none any more
 * (contract section C.8). A moment, not a span; while the path flaps that is told instead, and what it is when it does no more.
 */
final class PathDetector implements Detector {
    private static final String RULE = "best-path/1";

    @Override
    public List<Finding> examine(Step step) {
        List<Finding> findings = new ArrayList<>();
        for (SessionRole role : SessionRole.values()) {
            boolean flapped = step.before().memory().course(role).flapping() > 0;
            boolean flaps = step.after().memory().course(role).flapping() > 0;
            if (!(flapped && !flaps) && !BestRoute.mayChange(step, role)) {
                continue;
            }
            ObservedRoute after = BestRoute.of(step.context(), step.after(), role);
            if (flapped && !flaps && after != null) {
                findings.add(new Finding(stays(step, role, after), true));
            } else if (!flaps) {
                ObservedRoute before = BestRoute.of(step.before().context(), step.before(), role);
                if (BestRoute.differs(before, after)) {
                    findings.add(new Finding(event(step, role, before, after), true));
                }
            }
        }
        return findings;
    }

    private static String name(SessionRole role) {
        return role == SessionRole.PRIMARY ? "active path" : "backup path";
    }

    private static RoutingEvent stays(Step step, SessionRole role, ObservedRoute route) {
        String words = "The " + name(role) + " of " + step.context().prefix() + " is " + Wording.path(route) + " by "
                + Wording.peer(route) + ", and does not flap any more.";
        return event(step, role, route, route, step.at(), words);
    }

    private static RoutingEvent event(
            Step step, SessionRole role, @Nullable ObservedRoute before, @Nullable ObservedRoute after) {
        ObservedRoute route = after == null ? Objects.requireNonNull(before) : after;
        // A route that the declaration makes the best one was so before, whichever came first.
        Instant at = before == null && after != null ? after.since() : step.at();
        String name = name(role);
        String words = after == null
                ? step.context().prefix() + " has no " + name + " any more; it was " + Wording.path(route) + " by "
                        + Wording.peer(route) + "."
                : "The " + name + " of " + step.context().prefix() + " is now " + Wording.path(after) + " by "
                        + Wording.peer(after)
                        + (before == null
                                ? "; there was none before."
                                : "; before it was " + Wording.path(before) + " by " + Wording.peer(before) + ".");
        return event(step, role, route, after, at, words);
    }

    private static RoutingEvent event(
            Step step, SessionRole role, ObservedRoute route, @Nullable ObservedRoute now, Instant at, String words) {
        EventType type = role == SessionRole.PRIMARY ? PREFIX_ACTIVE_PATH : PREFIX_BACKUP_PATH;
        return new RoutingEvent(
                EventKey.of(type, route).id(step.context().prefix(), at, step.declaration()),
                1,
                type,
                type.level(),
                RoutingEvent.Status.ENDED,
                100,
                step.context().prefix(),
                route.prefix(),
                step.context().legalOrigins(),
                now == null ? null : Origin.of(now).orElse(null),
                at,
                at,
                at,
                null,
                List.of(route.id().session().toString()),
                List.of(route.peerAsn()),
                List.of(new RoutingEvent.Evidence(words, Wording.source(route), 100)),
                List.of(route),
                RULE,
                words);
    }
}
