/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.prefix.event.EventGatherer;
import org.openpeering.prefix.incident.Gathering.Place;
import org.openpeering.prefix.incident.Gathering.Tidings;
import org.openpeering.prefix.incident.IncidentRepository.Listener;

/** Gathers what is recorded, whichever replica records it: it is alone under the log's lock. In the caller's transaction. */
@ApplicationScoped
class IncidentGatherer implements EventGatherer {
    private final IncidentRepository repository;
    private final Bounds bounds;

    IncidentGatherer(IncidentRepository repository, IncidentConfig config) {
        this.repository = repository;
        this.bounds = config.bounds();
    }

    @Override
    public Uni<List<Told>> gather(List<RoutingEvent> events) {
        return events.isEmpty()
                ? Uni.createFrom().item(List.of())
                : repository.listeners(events).chain(listeners -> gather(events, listeners));
    }

    private Uni<List<Told>> gather(List<RoutingEvent> events, List<Listener> listeners) {
        Set<Place> places = new LinkedHashSet<>();
        for (Listener listener : listeners) {
            Cause.of(events.get(listener.place())).ifPresent(cause -> places.add(new Place(listener.scope(), cause)));
        }
        Gathering gathering = new Gathering(bounds);
        return repository
                .members(
                        events,
                        places,
                        first(events).minus(bounds.window()),
                        last(events).plus(bounds.window()))
                .invoke(members -> members.forEach(gathering::known))
                .chain(() -> repository.latest(places))
                .invoke(incidents -> incidents.forEach(gathering::known))
                .chain(incidents -> repository.known(incidents, events))
                .invoke(known -> known.forEach(each -> gathering.known(each.incident(), each.prefix())))
                .invoke(() -> {
                    Instant now = Instant.now();
                    listeners.forEach(listener -> gathering.take(listener.scope(), events.get(listener.place()), now));
                })
                .chain(() -> keep(gathering));
    }

    private static Instant first(List<RoutingEvent> events) {
        return events.stream()
                .map(RoutingEvent::firstSeen)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant last(List<RoutingEvent> events) {
        return events.stream()
                .map(RoutingEvent::firstSeen)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public Uni<List<Told>> settle() {
        return repository.open().chain(open -> {
            Gathering gathering = new Gathering(bounds);
            open.forEach(gathering::known);
            gathering.settle(Instant.now());
            return keep(gathering);
        });
    }

    private Uni<List<Told>> keep(Gathering gathering) {
        Collection<Incident> incidents = gathering.incidents();
        Collection<Member> members = gathering.members();
        return (incidents.isEmpty() ? Uni.createFrom().item(0) : repository.storeIncidents(incidents))
                .chain(() -> members.isEmpty() ? Uni.createFrom().item(0) : repository.storeMembers(members))
                .replaceWith(() -> told(gathering.tidings()));
    }

    /** The operator looks by himself. */
    private static List<Told> told(List<Tidings> tidings) {
        List<Told> told = new ArrayList<>();
        for (Tidings each : tidings) {
            if (!each.scope().equals(Scope.OPERATOR)) {
                told.add(new Told(each.scope(), each.event()));
            }
        }
        return told;
    }
}
