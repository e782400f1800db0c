/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.openpeering.contract.insights.EventType.PREFIX_VISIBILITY_LOSS_EVENT;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.text.Prose;

/**
 * Half of those who had a route for the prefix, and at least three, have taken it back, and that has lasted for longer than
 * convergence does ({@link Losses}). Open until no more than a quarter is without it, or until those who lost it have not had
 * it for a day.
 */
final class VisibilityDetector implements Detector {
    private static final String RULE = "visibility-loss/1";

    @Override
    public List<Finding> examine(Step step) {
        Losses before = step.before().memory().losses();
        Losses after = step.after().memory().losses();
        if ((!before.told() && !after.told()) || before.equals(after)) {
            return List.of();
        }
        IpPrefix prefix = step.context().prefix();
        RoutingEvent open = step.before().open().get(new EventKey(PREFIX_VISIBILITY_LOSS_EVENT, prefix, ""));
        if (after.told()) {
            return List.of(finding(step, open, after));
        }
        return open == null ? List.of() : List.of(new Finding(Life.end(open, step.at(), cause(step, after)), true));
    }

    private static String cause(Step step, Losses losses) {
        int held = step.after().exact().size();
        int lost = losses.lost().size();
        return step.change() == null
                ? "Those who lost it have been without it for a day."
                : Prose.count(held, "peer") + " " + Prose.agree(held, "has", "have") + " it, "
                        + Prose.count(lost, "peer") + " " + Prose.agree(lost, "has", "have") + " lost it.";
    }

    private static Finding finding(Step step, @Nullable RoutingEvent open, Losses losses) {
        int held = step.after().exact().size();
        int lost = losses.lost().size();
        // The share in tenths: who else loses it, or has it again, is told with the next of them.
        int confidence = 100 * lost / (lost + held);
        boolean tell = open == null || open.confidence() / 10 != confidence / 10;
        Instant first = open == null
                ? losses.lost().values().stream().min(Instant::compareTo).orElseThrow()
                : open.firstSeen();
        Instant last = losses.lost().values().stream().max(Instant::compareTo).orElseThrow();
        IpPrefix prefix = step.context().prefix();
        String words = prefix + " has become invisible to " + lost + " of " + Prose.count(lost + held, "peer")
                + " that had it, since " + first + "; " + held + " still " + Prose.agree(held, "has", "have") + " it.";
        RoutingEvent event = new RoutingEvent(
                open == null
                        ? new EventKey(PREFIX_VISIBILITY_LOSS_EVENT, prefix, "")
                                .id(prefix, step.at(), step.declaration())
                        : open.id(),
                open == null ? 1 : open.revision() + (tell ? 1 : 0),
                PREFIX_VISIBILITY_LOSS_EVENT,
                PREFIX_VISIBILITY_LOSS_EVENT.level(),
                Status.OPEN,
                confidence,
                prefix,
                prefix,
                step.context().legalOrigins(),
                null,
                first,
                last,
                null,
                null,
                losses.lost().keySet().stream().map(SessionId::toString).toList(),
                List.of(),
                List.of(new Evidence(
                        Prose.count(lost, "peer") + " took it back, and "
                                + Prose.agree(lost, "has", "have") + " not had it again for longer than "
                                + Losses.LASTING.toSeconds() + " s.",
                        "vantages",
                        confidence)),
                List.of(),
                RULE,
                words);
        return new Finding(event, tell);
    }
}
