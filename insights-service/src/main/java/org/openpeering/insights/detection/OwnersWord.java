/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.contract.text.Prose;
import org.openpeering.insights.detection.Detector.Finding;

/**
 * What the owner accepts, and when he works: the one place that hides or softens events for his sake.
 *
 * <p>An exception counts until it expires, which is a deadline ({@link Memory#advanced}): what it accepted opens then. Within a
 * maintenance window what the owner may do himself is Information and says why; who announces what is not his is told as
 * ever. What is still so when the window ends is told again, as grave as it is.
 */
final class OwnersWord {
    private OwnersWord() {}

    /** The exception that accepts it, if any. */
    static @Nullable AcceptedException exception(
            MonitoredPrefix context, PrefixState state, EventType type, IpPrefix prefix, @Nullable Asn asn) {
        for (AcceptedException exception : context.policy().exceptions()) {
            if (state.memory().advanced().isBefore(exception.expires())
                    && (exception.eventType() == null || exception.eventType() == type)
                    && (exception.asn() == null || exception.asn().equals(asn))
                    && (exception.prefix() == null || exception.prefix().equals(prefix))) {
                return exception;
            }
        }
        return null;
    }

    static String words(MonitoredPrefix context, AcceptedException exception) {
        return Prose.sentence("It is accepted until " + exception.expires() + ", as of revision " + context.revision()
                + " of the declaration: " + exception.reason());
    }

    /** The next time after the last at which what is open may not be what it was. */
    static @Nullable Instant next(PrefixState state) {
        MonitoredPrefix context = state.context();
        if (context == null || !dated(context)) {
            return null;
        }
        Instant done = state.memory().advanced();
        return Stream.concat(
                        context.policy().exceptions().stream().map(AcceptedException::expires),
                        context.policy().maintenance().stream().map(MaintenanceWindow::until))
                .filter(time -> time.isAfter(done))
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Whether it depends on time. */
    static boolean dated(MonitoredPrefix context) {
        return !context.policy().exceptions().isEmpty()
                || !context.policy().maintenance().isEmpty();
    }

    /** What is to be told of what the detectors have found. */
    static List<Finding> heed(Step step, List<Finding> findings) {
        if (!dated(step.context()) && !step.full()) {
            return findings;
        }
        List<Finding> heeded = new ArrayList<>();
        Set<EventKey> found = new HashSet<>();
        for (Finding finding : findings) {
            found.add(EventKey.of(finding.event()));
            if (!soft(finding.event().type())) {
                heeded.add(finding);
            } else {
                add(heeded, heed(step, finding));
            }
        }
        if (step.full()) {
            step.before().open().forEach((key, open) -> {
                if (soft(key.type()) && !found.contains(key)) {
                    add(heeded, review(step, open));
                }
            });
        }
        return heeded;
    }

    private static void add(List<Finding> heeded, @Nullable Finding finding) {
        if (finding != null) {
            heeded.add(finding);
        }
    }

    private static @Nullable Finding heed(Step step, Finding finding) {
        RoutingEvent event = finding.event();
        RoutingEvent open = step.before().open().get(EventKey.of(event));
        boolean ends = event.status() == Status.ENDED && !event.type().isMoment();
        if (ends) {
            return finding;
        }
        AcceptedException exception = exception(step, event);
        if (exception != null) {
            return open == null ? null : new Finding(Life.end(open, step.at(), words(step.context(), exception)), true);
        }
        MaintenanceWindow window = window(step);
        boolean softened = open == null || open.level() == EventLevel.INFORMATION;
        return window != null && softened ? new Finding(within(event, window), finding.tell()) : finding;
    }

    /** Of an event that goes on, and that the detectors have nothing to add to. */
    private static @Nullable Finding review(Step step, RoutingEvent open) {
        AcceptedException exception = exception(step, open);
        if (exception != null) {
            return new Finding(Life.end(open, step.at(), words(step.context(), exception)), true);
        }
        boolean softened = open.level() == EventLevel.INFORMATION && open.type().level() != EventLevel.INFORMATION;
        boolean raised = softened && window(step) == null;
        return raised ? new Finding(Life.raised(open), true) : null;
    }

    private static @Nullable AcceptedException exception(Step step, RoutingEvent event) {
        Asn asn = event.firstHops().isEmpty() ? null : event.firstHops().getFirst();
        return exception(step.context(), step.after(), event.type(), event.offendingPrefix(), asn);
    }

    private static @Nullable MaintenanceWindow window(Step step) {
        return step.context().policy().maintenance().stream()
                .filter(window -> window.covers(step.at()))
                .findFirst()
                .orElse(null);
    }

    private static RoutingEvent within(RoutingEvent event, MaintenanceWindow window) {
        return Life.softened(
                event,
                new Evidence(
                        Prose.sentence("It came within the maintenance window from " + window.from() + " until "
                                + window.until() + ": " + window.reason()),
                        Life.MAINTENANCE,
                        0));
    }

    /** Whether the owner's own work may be the cause. */
    private static boolean soft(EventType type) {
        return switch (type) {
            case PREFIX_ANNOUNCEMENT_EVENT,
                    PREFIX_WITHDRAWAL_EVENT,
                    PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT,
                    PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT,
                    PREFIX_ACTIVE_PATH,
                    PREFIX_BACKUP_PATH,
                    PREFIX_AS_PATH_CHANGE_EVENT,
                    PREFIX_FLAPPING_EVENT,
                    PREFIX_SUBOPTIMAL_ROUTING_EVENT,
                    PREFIX_LATENCY_DEGRADATION_EVENT,
                    PREFIX_GEOLOCATION_EVENT,
                    PREFIX_VISIBILITY_LOSS_EVENT -> true;
            case PREFIX_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_SUB_PREFIX_HIJACK_EVENT,
                    PREFIX_COVERING_ANNOUNCEMENT_EVENT,
                    PREFIX_MORE_SPECIFIC_EVENT,
                    PREFIX_FORGED_ORIGIN_EVENT,
                    PREFIX_ROUTE_LEAK_EVENT,
                    PREFIX_SQUATTING_EVENT,
                    PREFIX_RPKI_INVALID_EVENT,
                    COLLECTOR_GAP_EVENT,
                    PREFIX_INCIDENT_EVENT -> false;
        };
    }
}
