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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.message.Received;
import org.openpeering.prefix.event.EventRepository.Batch;
import org.openpeering.prefix.event.EventRepository.Logged;
import org.openpeering.prefix.event.EventRepository.Position;

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

    /** How much of the log a stream has in memory. */
    private static final Batch BATCH = new Batch(100, 512 << 10);

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
                        .newest(watched, Instant.now().minus(config.retention()), EXPANDED)
                        .map(events -> events.stream().map(EventView::of).toList());
    }

    /** Those that go on, or went on within the time, newest first. */
    @WithSession
    public Uni<List<RoutingEvent>> recent(Watched watched, Duration time) {
        return !watched.claimed()
                ? Uni.createFrom().item(List.of())
                : repository.recent(watched, Instant.now().minus(time), OPEN);
    }

    /** Those that go on and are Critical, newest first. */
    @WithSession
    public Uni<List<RoutingEvent>> openCritical(Watched watched) {
        return !watched.claimed() ? Uni.createFrom().item(List.of()) : repository.openCritical(watched, OPEN);
    }

    /** What of the prefix is not seen now, newest first. */
    @WithSession
    public Uni<List<RoutingEvent>> openGaps(Watched watched) {
        return !watched.claimed() ? Uni.createFrom().item(List.of()) : repository.openGaps(watched, EXPANDED);
    }

    /** @param after the key of the last event of the page before, empty for the first page */
    @WithSession
    public Uni<List<RoutingEvent>> page(Watched watched, String after) {
        EventKey before = EventKey.parse(after);
        return !watched.claimed() ? Uni.createFrom().item(List.of()) : repository.page(watched, before);
    }

    /** What pages are cut by. */
    public static String pageKey(RoutingEvent event) {
        return EventKey.of(event).toString();
    }

    /**
     * What a stream finds when it looks.
     *
     * @param follows whether the caller may still be told
     * @param gap what is missing before the entries; null: nothing
     * @param entries oldest first
     * @param upTo the number up to which it has seen all
     */
    record News(boolean follows, @Nullable StreamGap gap, List<Logged> entries, long upTo) {
        static final News NONE = new News(false, null, List.of(), 0);

        /** @param seq after which it looked, at the time of the position or later */
        static News of(Position position, long seq, List<Logged> entries) {
            long upTo =
                    entries.isEmpty() ? position.newest() : entries.getLast().seq();
            return new News(true, gap(position, seq), entries, upTo);
        }

        private static @Nullable StreamGap gap(Position position, long seq) {
            if (seq > position.newest()) {
                return new StreamGap(null, Instant.now(), StreamGap.Reason.UNKNOWN);
            }
            return position.gone() == null
                    ? null
                    : new StreamGap(position.before(), position.gone(), StreamGap.Reason.EXPIRED);
        }
    }

    /** The number of the newest entry, 0 when there was none. */
    @WithSession
    Uni<Long> lastSeq() {
        return repository.position(0).map(Position::newest);
    }

    /** What came after an entry. */
    @WithSession
    Uni<News> news(Watched watched, Wanted wanted, long seq) {
        return repository
                .follows(watched)
                .chain(follows -> follows
                        ? news(seq, () -> repository.after(watched, wanted, seq, BATCH))
                        : Uni.createFrom().item(News.NONE));
    }

    /** The same of several prefixes. */
    @WithSession
    Uni<News> news(Followed followed, Wanted wanted, long seq) {
        return repository
                .follows(followed)
                .chain(follows -> follows
                        ? news(seq, () -> repository.after(followed, wanted, seq, BATCH))
                        : Uni.createFrom().item(News.NONE));
    }

    /** The position first: what is committed after it is looked for next time. */
    private Uni<News> news(long seq, Supplier<Uni<List<Logged>>> entries) {
        return repository.position(seq).chain(position -> entries.get().map(found -> News.of(position, seq, found)));
    }

    /** Incidents end, and how many have joined is told. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> settle() {
        return log.settle();
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> purge() {
        return repository.purge(config.retention());
    }
}
