/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.prefix.incident.Gathering.Tidings;

/** What the database keeps, in memory: each batch is gathered from it and written back, as by whichever replica. */
final class Kept {
    private final Bounds bounds;
    private final Map<String, Member> members = new HashMap<>();
    private final Map<String, Incident> incidents = new HashMap<>();
    private final List<Tidings> told = new ArrayList<>();

    Kept(Bounds bounds) {
        this.bounds = bounds;
    }

    /** One transaction. */
    void take(String scope, Collection<RoutingEvent> events, Instant now) {
        Gathering gathering = gathering();
        events.forEach(event -> gathering.take(scope, event, now));
        keep(gathering);
    }

    void settle(Instant now) {
        Gathering gathering = gathering();
        gathering.settle(now);
        keep(gathering);
    }

    private Gathering gathering() {
        Gathering gathering = new Gathering(bounds);
        members.values().forEach(gathering::known);
        Map<String, Incident> latest = new HashMap<>();
        incidents
                .values()
                .forEach(incident -> latest.merge(
                        incident.scope() + incident.cause(),
                        incident,
                        (a, b) -> a.generation() < b.generation() ? b : a));
        latest.values().forEach(gathering::known);
        return gathering;
    }

    private void keep(Gathering gathering) {
        gathering.members().forEach(member -> members.put(member.scope() + member.event(), member));
        gathering.incidents().forEach(incident -> incidents.put(incident.id(), incident));
        told.addAll(gathering.tidings());
    }

    List<Incident> incidents(String scope) {
        return incidents.values().stream()
                .filter(incident -> incident.scope().equals(scope))
                .toList();
    }

    List<String> membersOf(Incident incident) {
        return members.values().stream()
                .filter(member -> Objects.equals(member.incident(), incident.id()))
                .map(Member::event)
                .sorted()
                .toList();
    }

    long loud(String scope) {
        return members.values().stream()
                .filter(member -> member.scope().equals(scope) && !member.quiet())
                .count();
    }

    List<RoutingEvent> told(String scope) {
        return told.stream()
                .filter(each -> each.scope().equals(scope))
                .map(Tidings::event)
                .toList();
    }
}
