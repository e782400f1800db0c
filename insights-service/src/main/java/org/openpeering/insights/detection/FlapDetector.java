/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.openpeering.contract.insights.EventType.PREFIX_FLAPPING_EVENT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.SessionRole;

/**
 * The best primary route, or the best backup route, has changed more than ten times within an hour, or gone there and back three times within a quarter of
 * one. Open until it has not changed for half an hour ({@link Course#QUIET}); what it counts is told again when it has doubled.
 */
final class FlapDetector implements Detector {
    private static final String RULE = "flapping/1";
    private static final String BACKUP_RULE = "backup-flapping/1";

    @Override
    public List<Finding> examine(Step step) {
        List<Finding> findings = new ArrayList<>();
        for (SessionRole role : SessionRole.values()) {
            Course before = step.before().memory().course(role);
            Course after = step.after().memory().course(role);
            if (before.flapping() != after.flapping()) {
                Finding finding = examine(step, role, after);
                if (finding != null) {
                    findings.add(finding);
                }
            }
        }
        return findings;
    }

    private static @Nullable Finding examine(Step step, SessionRole role, Course course) {
        IpPrefix prefix = step.context().prefix();
        RoutingEvent open = step.before().open().get(new EventKey(PREFIX_FLAPPING_EVENT, prefix, offender(rule(role))));
        if (course.flapping() == 0) {
            return open == null ? null : new Finding(Life.end(open, step.at(), quiet(course)), true);
        }
        ObservedRoute sample = sample(step, role, open);
        return sample == null ? null : finding(step, role, open, sample, course);
    }

    private static String rule(SessionRole role) {
        return role == SessionRole.BACKUP ? BACKUP_RULE : RULE;
    }

    /** The rule tells which of both routes an event is about. */
    static String offender(String rule) {
        return rule.equals(BACKUP_RULE) ? "backup" : "";
    }

    private static String quiet(Course course) {
        return "The path has not changed since " + course.changes().getLast().at() + ".";
    }

    /** The first one stays. */
    private static @Nullable ObservedRoute sample(Step step, SessionRole role, @Nullable RoutingEvent open) {
        if (open != null) {
            return open.samples().getFirst();
        }
        ObservedRoute best = BestRoute.of(step.context(), step.after(), role);
        return best == null ? BestRoute.of(step.before().context(), step.before(), role) : best;
    }

    private static Finding finding(
            Step step, SessionRole role, @Nullable RoutingEvent open, ObservedRoute sample, Course course) {
        int count = course.flapping();
        boolean tell = open == null || Integer.highestOneBit(count) > Integer.highestOneBit(count - 1);
        Instant first = open == null ? first(course, count) : open.firstSeen();
        String words = "The " + (role == SessionRole.PRIMARY ? "active" : "backup") + " path of "
                + step.context().prefix() + " flaps: it has changed " + count + " times since " + first + ".";
        RoutingEvent event = new RoutingEvent(
                open == null
                        ? new EventKey(PREFIX_FLAPPING_EVENT, step.context().prefix(), offender(rule(role)))
                                .id(step.context().prefix(), step.at(), step.declaration())
                        : open.id(),
                open == null ? 1 : open.revision() + (tell ? 1 : 0),
                PREFIX_FLAPPING_EVENT,
                PREFIX_FLAPPING_EVENT.level(),
                Status.OPEN,
                100,
                step.context().prefix(),
                step.context().prefix(),
                step.context().legalOrigins(),
                Origin.of(sample).orElse(null),
                first,
                course.changes().getLast().at(),
                null,
                null,
                List.of(sample.id().session().toString()),
                List.of(sample.peerAsn()),
                List.of(new Evidence(
                        "It has changed " + count + " times since " + first + ".", Wording.source(sample), 100)),
                List.of(sample),
                rule(role),
                words);
        return new Finding(event, tell);
    }

    private static Instant first(Course course, int count) {
        return course.changes()
                .get(Math.max(0, course.changes().size() - count))
                .at();
    }
}
