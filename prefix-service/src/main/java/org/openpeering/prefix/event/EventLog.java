/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.event.EventGatherer.Told;

/** Records events, wherever they come from; in the caller's transaction. */
@ApplicationScoped
class EventLog {
    private final EventRepository repository;
    private final EventGatherer gatherer;
    private final List<EventListener> listeners;

    EventLog(EventRepository repository, EventGatherer gatherer, @All List<EventListener> listeners) {
        this.repository = repository;
        this.gatherer = gatherer;
        this.listeners = listeners;
    }

    /** A revision that is there is ignored; an older one is logged but does not replace. */
    Uni<Void> record(List<RoutingEvent> events) {
        return Transactions.mandatory()
                .chain(repository::lockLog)
                .chain(() -> repository.log(events))
                .chain(() -> repository.store(events))
                .chain(() -> gatherer.gather(events))
                .chain(told -> log(told).chain(() -> tell(with(events, told))));
    }

    /** What time makes of incidents. */
    Uni<Void> settle() {
        return Transactions.mandatory()
                .chain(repository::lockLog)
                .chain(gatherer::settle)
                .chain(told -> log(told).chain(() -> tell(with(List.of(), told))));
    }

    private Uni<Integer> log(List<Told> told) {
        return told.isEmpty() ? Uni.createFrom().item(0) : repository.logTold(told);
    }

    private static List<RoutingEvent> with(List<RoutingEvent> events, List<Told> told) {
        return Stream.concat(events.stream(), told.stream().map(Told::event)).toList();
    }

    /** One after the other: they share the session. */
    private Uni<Void> tell(List<RoutingEvent> events) {
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : Multi.createFrom()
                        .iterable(listeners)
                        .onItem()
                        .transformToUniAndConcatenate(listener -> listener.recorded(events))
                        .collect()
                        .asList()
                        .replaceWithVoid();
    }
}
