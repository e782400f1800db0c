/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;
import org.openpeering.kit.sql.Failures;
import org.openpeering.prefix.event.EventService.News;

/**
 * One client's stream of events: what is new, else a heartbeat now and then. No thread waits for it.
 *
 * <p>Nothing is sent twice or left out: a page begins after the last entry of the page before, and the log grows at
 * its end only (see {@link EventRepository}). What was deleted in between is told as a {@link StreamGap}. That it is
 * connected, and heartbeats, have the number up to which all was seen, so that a client resumes from there. Nothing is overslept: whoever wakes from the begin of a look on is
 * heard after it. The client sets the pace: the next page is read when it has taken the one before, so that a client
 * which does not read costs a page of memory, and no connection to the database. While the database is away it gets
 * heartbeats, and then goes on where it was. {@code EventStreamTest}.
 */
final class EventStream {
    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Page LAST = new Page(List.of(), true);

    private final String subscription;
    private final LongFunction<Uni<News>> look;
    private final Instant end;
    private final Executor context;
    private volatile boolean stopped;
    private volatile CompletableFuture<Boolean> woken = new CompletableFuture<>();
    private long sent;

    /** What a client is sent. */
    sealed interface Item {
        record Entry(EventRepository.Logged logged) implements Item {}

        record Missing(StreamGap gap) implements Item {}

        /**
         * A line that means nothing.
         *
         * @param seq up to which the client has all that there was for it; {@link EventClient#FOREIGN}: nobody knows
         */
        record Sign(String text, long seq) implements Item {}
    }

    /** @param last there is no other, nor anything on it */
    private record Page(List<Item> items, boolean last) {}

    /**
     * @param subscription whose, in lower case
     * @param look reads what is new after the entry of a number
     * @param sent the number of the last entry that the client has
     * @param end when the caller's token expires
     * @param context where the client's request is at home: sessions of the database stay on it
     */
    EventStream(String subscription, LongFunction<Uni<News>> look, long sent, Instant end, Executor context) {
        this.subscription = subscription;
        this.look = look;
        this.sent = sent;
        this.end = end;
        this.context = context;
    }

    String subscription() {
        return subscription;
    }

    void wake() {
        woken.complete(true);
    }

    void stop() {
        stopped = true;
        wake();
    }

    /** To be subscribed to once. The first tells the client at once that it is connected. */
    Multi<Item> items() {
        Multi<Item> news = Multi.createBy()
                .repeating()
                .uni(this::next)
                .until(Page::last)
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page.items()));
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(new Item.Sign("connected", sent)), news);
    }

    private Uni<Page> next() {
        CompletableFuture<Boolean> ring = new CompletableFuture<>();
        woken = ring;
        if (stopped || !Instant.now().isBefore(end)) {
            return Uni.createFrom().item(LAST);
        }
        return Uni.createFrom()
                .deferred(() -> look.apply(sent))
                .runSubscriptionOn(context)
                .chain(news -> page(news, ring))
                .onFailure(Failures::momentary)
                .recoverWithUni(failure -> away(failure, ring));
    }

    private Uni<Page> page(News news, CompletableFuture<Boolean> ring) {
        if (!news.follows()) {
            return Uni.createFrom().item(LAST);
        }
        sent = news.upTo();
        List<Item> items = new ArrayList<>();
        if (news.gap() != null) {
            items.add(new Item.Missing(news.gap()));
        }
        news.entries().forEach(entry -> items.add(new Item.Entry(entry)));
        if (items.isEmpty()) {
            return quiet(ring, HEARTBEAT);
        }
        return Uni.createFrom().item(new Page(items, false));
    }

    private Uni<Page> away(Throwable failure, CompletableFuture<Boolean> ring) {
        LOG.debugf(failure, "a stream of %s waits for the database", subscription);
        return quiet(ring, AGAIN);
    }

    /** Ends when woken, or with a heartbeat. */
    private Uni<Page> quiet(CompletableFuture<Boolean> ring, Duration most) {
        Duration untilEnd = Duration.between(Instant.now(), end);
        Duration wait = untilEnd.compareTo(most) < 0 ? untilEnd : most;
        return Uni.createFrom()
                .completionStage(ring)
                .ifNoItem()
                .after(wait.isPositive() ? wait : Duration.ofMillis(1))
                .recoverWithItem(false)
                .emitOn(context)
                .map(awake -> new Page(awake ? List.of() : List.of(new Item.Sign("heartbeat", sent)), false));
    }
}
