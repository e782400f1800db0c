/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.message.Received;

/**
 * Events of customer prefixes. Only who has the prefix's key sees them: naming a prefix is not enough to be told about
 * it.
 */
@ApplicationScoped
public class EventService {
    /** How many events {@code $expand=events} shows of a prefix. */
    static final int EXPANDED = 100;

    private final EventRepository repository;
    private final Duration retention;

    EventService(
            EventRepository repository, @ConfigProperty(name = "openpeering.events.retention") Duration retention) {
        this.repository = repository;
        this.retention = retention;
    }

    /** Once in effect: a revision that is there is ignored, an older one is logged but does not replace. */
    @Transacted
    public void record(List<Received<RoutingEvent>> messages) {
        List<RoutingEvent> events =
                messages.stream().map(Received::body).filter(Objects::nonNull).toList();
        if (!events.isEmpty()) {
            repository.log(events);
            repository.store(events);
        }
    }

    /** In Azure's shape, newest first. */
    public List<EventView> expanded(Watched watched) {
        return !watched.claimed()
                ? List.of()
                : repository
                        .newest(watched.prefix(), watched.since(), Instant.now().minus(retention), EXPANDED)
                        .stream()
                        .map(EventView::of)
                        .toList();
    }

    /** @param after the key of the last event of the page before, empty for the first page */
    public List<RoutingEvent> page(Watched watched, String after) {
        EventKey before = EventKey.parse(after);
        return !watched.claimed() ? List.of() : repository.page(watched.prefix(), watched.since(), before);
    }

    /** What pages are cut by. */
    public static String pageKey(RoutingEvent event) {
        return EventKey.of(event).toString();
    }

    @Transacted
    public void purge() {
        repository.purge(retention);
    }
}
