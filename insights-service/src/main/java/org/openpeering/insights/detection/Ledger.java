/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.text.Prose;
import org.openpeering.insights.detection.Detector.Finding;

/**
 * Keeps the open events of a prefix and what is to be told of them. When there are as many as the limits allow, an offender
 * that has none gets the place of the youngest of those who have most. What is beyond gets no event of its own; the event that is open the longest says how many, again whenever the number has doubled.
 */
final class Ledger {
    private final Limits limits;
    private final Instant at;
    private final List<RoutingEvent> told = new ArrayList<>();
    private SortedMap<EventKey, RoutingEvent> open;
    private boolean copied;
    private Openings openings;
    private Beyond beyond;

    Ledger(Limits limits, PrefixState state, Instant at) {
        this.limits = limits;
        this.at = at;
        this.open = state.open();
        this.openings = state.openings();
        this.beyond = state.beyond();
    }

    /** Takes the ends before the openings: they make room. */
    void enter(List<Finding> findings) {
        findings.stream()
                .filter(finding -> finding.event().status() == Status.ENDED)
                .forEach(finding -> {
                    EventKey key = EventKey.of(finding.event());
                    if (open.containsKey(key)) {
                        remove(key);
                    }
                    told.add(finding.event().type().isMoment() ? opening(finding.event()) : finding.event());
                });
        findings.stream()
                .filter(finding -> finding.event().status() == Status.OPEN)
                .forEach(this::open);
    }

    private void open(Finding finding) {
        EventKey key = EventKey.of(finding.event());
        if (open.containsKey(key) || !offence(key.type()) || !full() || folds(key)) {
            boolean opens = !open.containsKey(key);
            RoutingEvent event = opens ? opening(finding.event()) : finding.event();
            put(key, event);
            if (opens && offence(key.type())) {
                beyond = beyond.opened(key);
            }
            if (finding.tell()) {
                told.add(event);
            }
        }
    }

    /** Under an id of its own. */
    private RoutingEvent opening(RoutingEvent event) {
        String id = openings.unlike(event.id());
        openings = openings.with(id);
        return id.equals(event.id()) ? event : Life.named(event, id);
    }

    private void put(EventKey key, RoutingEvent event) {
        changeable().put(key, event);
    }

    private void remove(EventKey key) {
        changeable().remove(key);
        beyond = beyond.ended(key);
    }

    /** Most steps change none. */
    private SortedMap<EventKey, RoutingEvent> changeable() {
        if (!copied) {
            open = new TreeMap<>(open);
            copied = true;
        }
        return open;
    }

    /** Whether there was one to make room; the offender with most events has most to spare. */
    private boolean folds(EventKey added) {
        Map<String, List<RoutingEvent>> offenders = open.entrySet().stream()
                .filter(entry -> offence(entry.getKey().type()))
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().offender(),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        Optional<RoutingEvent> youngest = offenders.containsKey(added.offender())
                ? Optional.empty()
                : offenders.values().stream()
                        .filter(events -> events.size() > 1)
                        .max(Comparator.comparingInt(List::size))
                        .map(events -> Collections.max(events, Comparator.comparing(RoutingEvent::firstSeen)));
        youngest.ifPresent(event -> {
            remove(EventKey.of(event));
            told.add(Life.end(event, at, Life.folded(event.samples().getFirst())));
        });
        return youngest.isPresent();
    }

    boolean full() {
        return open.size() >= limits.openOffences() && offences() >= limits.openOffences();
    }

    /** Closes the step: the state with these events, and with word of what is beyond the limits. */
    PrefixState close(PrefixState state, MonitoredPrefix context, List<Offences> kinds) {
        long unopened = full()
                ? kinds.stream()
                                .mapToInt(kind -> kind.offenders(context, state).size())
                                .sum()
                        - offences()
                : 0;
        long total = beyond.unheld() + unopened;
        if (total == 0 && beyond.announced() != 0) {
            beyond = beyond.announced(0);
        } else if (Long.highestOneBit(total) > Long.highestOneBit(beyond.announced()) && sayBeyond(total)) {
            beyond = beyond.announced(total);
        }
        return state.with(open, openings).with(beyond);
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
                                                    + " further updates or offenders of this prefix got no event of"
                                                    + " their own")
                                    + ": the limits are "
                                    + Prose.count(limits.moreSpecificRoutes(), "more-specific route")
                                    + ", " + Prose.count(limits.exactRoutes(), "route") + " for the prefix itself and "
                                    + Prose.count(limits.openOffences(), "open event") + ".");
                    put(oldest.getKey(), event);
                    return told.add(event);
                })
                .orElse(false);
    }

    private long offences() {
        return open.keySet().stream().filter(key -> offence(key.type())).count();
    }

    /** Whether somebody does what he must not, so that limits must not hide it. */
    static boolean offence(EventType type) {
        return switch (type) {
            case PREFIX_ANNOUNCEMENT_EVENT,
                    PREFIX_WITHDRAWAL_EVENT,
                    PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT,
                    PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT,
                    PREFIX_ACTIVE_PATH,
                    PREFIX_BACKUP_PATH,
                    PREFIX_MORE_SPECIFIC_EVENT,
                    PREFIX_VISIBILITY_LOSS_EVENT,
                    PREFIX_AS_PATH_CHANGE_EVENT,
                    PREFIX_FLAPPING_EVENT,
                    PREFIX_SUBOPTIMAL_ROUTING_EVENT,
                    PREFIX_LATENCY_DEGRADATION_EVENT,
                    PREFIX_GEOLOCATION_EVENT,
                    COLLECTOR_GAP_EVENT,
                    PREFIX_INCIDENT_EVENT -> false;
            case PREFIX_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_SUB_PREFIX_HIJACK_EVENT,
                    PREFIX_COVERING_ANNOUNCEMENT_EVENT,
                    PREFIX_FORGED_ORIGIN_EVENT,
                    PREFIX_ROUTE_LEAK_EVENT,
                    PREFIX_SQUATTING_EVENT,
                    PREFIX_RPKI_INVALID_EVENT -> true;
        };
    }
}
