/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.text.Prose;
import org.openpeering.insights.detection.Detector.Finding;
import org.openpeering.insights.detection.PrefixState.Beyond;

/**
 * Keeps the open events of a prefix and what is to be told of them. Offenders beyond the limit get no event of their own;
 * the event that is open the longest says how many, again whenever the number has doubled.
 */
final class Ledger {
    private final Limits limits;
    private final SortedMap<EventKey, RoutingEvent> open;
    private final List<RoutingEvent> told = new ArrayList<>();

    Ledger(Limits limits, Map<EventKey, RoutingEvent> open) {
        this.limits = limits;
        this.open = new TreeMap<>(open);
    }

    /** Takes the ends before the openings: they make room. */
    void enter(List<Finding> findings) {
        findings.stream()
                .filter(finding -> finding.event().status() == Status.ENDED)
                .forEach(finding -> {
                    open.remove(EventKey.of(finding.event()));
                    told.add(finding.event());
                });
        findings.stream()
                .filter(finding -> finding.event().status() == Status.OPEN)
                .forEach(this::open);
    }

    private void open(Finding finding) {
        EventKey key = EventKey.of(finding.event());
        if (open.containsKey(key) || !offence(key.type()) || !full()) {
            open.put(key, finding.event());
            if (finding.tell()) {
                told.add(finding.event());
            }
        }
    }

    boolean full() {
        return offences() >= limits.openOffences();
    }

    /** Closes the step: the state with these events, and with word of what is beyond the limits. */
    PrefixState close(PrefixState state, MonitoredPrefix context, List<IllegalOriginDetector> kinds) {
        long unopened = full()
                ? kinds.stream()
                                .mapToInt(kind -> kind.offenders(context, state).size())
                                .sum()
                        - offences()
                : 0;
        Beyond beyond = state.beyond();
        long total = beyond.unheld() + unopened;
        if (total == 0 && beyond.announced() == 0) {
            return state.withOpen(open);
        }
        if (total == 0 || Long.highestOneBit(total) > Long.highestOneBit(beyond.announced())) {
            beyond = new Beyond(beyond.unheld(), total == 0 || sayBeyond(total) ? total : beyond.announced());
        }
        return state.withOpen(open).with(beyond);
    }

    List<RoutingEvent> told() {
        return told;
    }

    private boolean sayBeyond(long total) {
        return open.entrySet().stream()
                .filter(entry -> offence(entry.getKey().type()))
                .min(Comparator.comparing(entry -> entry.getValue().firstSeen()))
                .map(oldest -> {
                    RoutingEvent event = Life.withLimits(
                            oldest.getValue(),
                            Prose.agree(
                                            total,
                                            "1 further update or offender of this prefix got no event of its own",
                                            total
                                                    + " further updates or offenders of this prefix got no event of their own")
                                    + ": the limits are "
                                    + Prose.count(limits.moreSpecificRoutes(), "more-specific route")
                                    + ", " + Prose.count(limits.exactRoutes(), "route") + " for the prefix itself and "
                                    + Prose.count(limits.openOffences(), "open event") + ".");
                    open.put(oldest.getKey(), event);
                    return told.add(event);
                })
                .orElse(false);
    }

    private long offences() {
        return open.keySet().stream().filter(key -> offence(key.type())).count();
    }

    private static boolean offence(EventType type) {
        return switch (type) {
            case PREFIX_ANNOUNCEMENT_EVENT, PREFIX_WITHDRAWAL_EVENT -> false;
            case PREFIX_ORIGIN_AS_CHANGE_EVENT, PREFIX_SUB_PREFIX_HIJACK_EVENT -> true;
        };
    }
}
