/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.message.Received;
import org.openpeering.prefix.event.EventRepository.Logged;

/**
 * Events of customer prefixes. Only who has the prefix's key sees them: naming a prefix is not enough to be told about
 * it.
 */
@ApplicationScoped
public class EventService {
    /** How many events {@code $expand=events} shows of a prefix. */
    static final int EXPANDED = 100;

    /** How many events that go on are looked at, which is more than one prefix has. */
    static final int OPEN = 2000;

    /** How many entries of the log a stream has in memory. */
    static final int BATCH = 100;

    private final EventRepository repository;
    private final EventLog log;
    private final EventConfig config;

    EventService(EventRepository repository, EventLog log, EventConfig config) {
        this.repository = repository;
        this.log = log;
        this.config = config;
    }

    /** Once in effect: a revision that is there is ignored, an older one is logged but does not replace. */
    @WithTransaction
    public Uni<Void> record(List<Received<RoutingEvent>> messages) {
        List<RoutingEvent> events =
                messages.stream().map(Received::body).filter(Objects::nonNull).toList();
        return events.isEmpty() ? Uni.createFrom().voidItem() : log.record(events);
    }

    /** In Azure's shape, newest first. */
    @WithSession
    public Uni<List<EventView>> expanded(Watched watched) {
        return !watched.claimed()
                ? Uni.createFrom().item(List.of())
                : repository
                        .newest(watched.prefix(), watched.since(), Instant.now().minus(config.retention()), EXPANDED)
                        .map(events -> events.stream().map(EventView::of).toList());
    }

    /** Those that go on, or went on within the time, newest first. */
    @WithSession
    public Uni<List<RoutingEvent>> recent(Watched watched, Duration time) {
        return !watched.claimed()
                ? Uni.createFrom().item(List.of())
                : repository.recent(
                        watched.prefix(), watched.since(), Instant.now().minus(time), OPEN);
    }

    /** Those that go on and are Critical, newest first. */
    @WithSession
    public Uni<List<RoutingEvent>> openCritical(Watched watched) {
        return !watched.claimed()
                ? Uni.createFrom().item(List.of())
                : repository.openCritical(watched.prefix(), watched.since(), OPEN);
    }

    /** @param after the key of the last event of the page before, empty for the first page */
    @WithSession
    public Uni<List<RoutingEvent>> page(Watched watched, String after) {
        EventKey before = EventKey.parse(after);
        return !watched.claimed()
                ? Uni.createFrom().item(List.of())
                : repository.page(watched.prefix(), watched.since(), before);
    }

    /** What pages are cut by. */
    public static String pageKey(RoutingEvent event) {
        return EventKey.of(event).toString();
    }

    /**
     * What a stream finds when it looks.
     *
     * @param follows whether the caller may still be told
     * @param entries up to {@link #BATCH}, oldest first
     */
    record News(boolean follows, List<Logged> entries) {}

    /** The number of the newest entry, 0 when there is none. */
    @WithSession
    Uni<Long> lastSeq() {
        return repository.lastSeq();
    }

    /** What came after an entry. */
    @WithSession
    Uni<News> news(Watched watched, long seq) {
        return repository
                .follows(watched)
                .chain(follows -> follows
                        ? repository
                                .after(watched.prefix(), watched.since(), seq, BATCH)
                                .map(entries -> new News(true, entries))
                        : Uni.createFrom().item(new News(false, List.of())));
    }

    /** The same of several prefixes. */
    @WithSession
    Uni<News> news(Followed followed, long seq) {
        return repository
                .follows(followed)
                .chain(follows -> follows
                        ? repository.after(followed, seq, BATCH).map(entries -> new News(true, entries))
                        : Uni.createFrom().item(new News(false, List.of())));
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> purge() {
        return repository.purge(config.retention());
    }
}
