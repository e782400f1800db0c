/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.sql.Transactions;

/** Records events, wherever they come from; in the caller's transaction. */
@ApplicationScoped
class EventLog {
    private final EventRepository repository;
    private final List<EventListener> listeners;

    EventLog(EventRepository repository, @All List<EventListener> listeners) {
        this.repository = repository;
        this.listeners = listeners;
    }

    /** A revision that is there is ignored; an older one is logged but does not replace. */
    Uni<Void> record(List<RoutingEvent> events) {
        return Transactions.mandatory()
                .chain(repository::lockLog)
                .chain(() -> repository.log(events))
                .chain(() -> repository.store(events))
                .chain(() -> tell(events));
    }

    /** One after the other: they share the session. */
    private Uni<Void> tell(List<RoutingEvent> events) {
        return Multi.createFrom()
                .iterable(listeners)
                .onItem()
                .transformToUniAndConcatenate(listener -> listener.recorded(events))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
