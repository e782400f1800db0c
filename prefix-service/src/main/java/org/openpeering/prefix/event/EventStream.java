/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.event.EventRepository.Logged;

/**
 * One client's stream of a prefix's events, on a virtual thread: sends what is new, sleeps until woken, at
 * most until the next heartbeat. A client that does not read holds up its own thread only, for a bounded time, and no
 * connection to the database.
 */
final class EventStream implements Runnable {
    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration SLOWEST = Duration.ofSeconds(30);
    private static final int BATCH = 100;

    private final EventRepository events;
    private final ObjectMapper json;
    private final Watched watched;
    private final Sse sse;
    private final SseEventSink sink;
    private final Instant end;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean running = true;
    private long sent;

    /**
     * @param sent the number of the last entry that the client has
     * @param end when the caller's token expires
     */
    EventStream(
            EventRepository events,
            ObjectMapper json,
            Watched watched,
            Sse sse,
            SseEventSink sink,
            long sent,
            Instant end) {
        this.events = events;
        this.json = json;
        this.watched = watched;
        this.sse = sse;
        this.sink = sink;
        this.sent = sent;
        this.end = end;
    }

    IpPrefix prefix() {
        return watched.prefix();
    }

    void wake() {
        woken.release();
    }

    void stop() {
        running = false;
        wake();
    }

    @Override
    public void run() {
        try (sink) {
            // Tells the client at once that it is connected.
            send(comment("connected"));
            while (goesOn()) {
                List<Logged> news = events.after(watched.prefix(), watched.since(), sent, BATCH);
                for (Logged entry : news) {
                    send(message(entry));
                    sent = entry.seq();
                }
                if (news.isEmpty() && !sleep()) {
                    send(comment("heartbeat"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(e, "stream of %s ended by its client", watched.resourceKey());
        } catch (JsonProcessingException | RuntimeException e) {
            if (!sink.isClosed()) {
                // The client connects again and resumes where it was.
                LOG.warnf("stream of %s ended: %s", watched.resourceKey(), e);
            }
        }
    }

    private boolean goesOn() {
        return running
                && !sink.isClosed()
                && Instant.now().isBefore(end)
                && watched.claimed()
                && events.follows(watched);
    }

    /** True when woken. */
    private boolean sleep() throws InterruptedException {
        Duration untilEnd = Duration.between(Instant.now(), end);
        Duration wait = untilEnd.compareTo(HEARTBEAT) < 0 ? untilEnd : HEARTBEAT;
        boolean awake = woken.tryAcquire(Math.max(wait.toMillis(), 1), TimeUnit.MILLISECONDS);
        woken.drainPermits();
        return awake;
    }

    private OutboundSseEvent comment(String text) {
        return sse.newEventBuilder().comment(text).build();
    }

    private OutboundSseEvent message(Logged entry) throws JsonProcessingException {
        return sse.newEventBuilder()
                .id(Long.toString(entry.seq()))
                .name(entry.event().type().wire())
                .data(String.class, json.writeValueAsString(entry.event()))
                .build();
    }

    private void send(OutboundSseEvent event) throws InterruptedException, ExecutionException, TimeoutException {
        sink.send(event).toCompletableFuture().get(SLOWEST.toSeconds(), TimeUnit.SECONDS);
    }
}
