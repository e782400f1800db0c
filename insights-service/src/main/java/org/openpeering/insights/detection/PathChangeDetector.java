/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.openpeering.contract.insights.EventType.PREFIX_AS_PATH_CHANGE_EVENT;

import java.util.List;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.SessionRole;

/**
 * The best primary route goes another way than the one that stayed last, and has stayed there for two minutes ({@link
 * Course#STABLE}): what lasts shorter is convergence. Prepending is no other way. A moment, of the time at which it had stayed.
 */
final class PathChangeDetector implements Detector {
    private static final String RULE = "as-path-change/1";

    @Override
    public List<Finding> examine(Step step) {
        List<Asn> before = step.before().memory().primary().settled();
        List<Asn> after = step.after().memory().primary().settled();
        ObservedRoute best = before.equals(after) || before.isEmpty()
                ? null
                : BestRoute.of(step.context(), step.after(), SessionRole.PRIMARY);
        return best == null ? List.of() : List.of(new Finding(event(step, best, before, after), true));
    }

    private static RoutingEvent event(Step step, ObservedRoute best, List<Asn> before, List<Asn> after) {
        String words = step.context().prefix() + " has come through " + Wording.asns(after) + " since "
                + step.after().memory().primary().since() + ", heard from " + Wording.peer(best)
                + "; before it came through " + Wording.asns(before) + ".";
        return new RoutingEvent(
                EventKey.of(PREFIX_AS_PATH_CHANGE_EVENT, best)
                        .id(step.context().prefix(), step.at(), step.declaration()),
                1,
                PREFIX_AS_PATH_CHANGE_EVENT,
                PREFIX_AS_PATH_CHANGE_EVENT.level(),
                RoutingEvent.Status.ENDED,
                100,
                step.context().prefix(),
                best.prefix(),
                step.context().legalOrigins(),
                Origin.of(best).orElse(null),
                step.at(),
                step.at(),
                step.at(),
                null,
                List.of(best.id().session().toString()),
                List.of(best.peerAsn()),
                List.of(new RoutingEvent.Evidence(
                        "It has stayed for " + Course.STABLE.toSeconds() + " s.", Wording.source(best), 100)),
                List.of(best),
                RULE,
                words);
    }
}
