/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wakes the streams of a prefix when any replica of the service has recorded an event of it. One connection listens for
 * all of them, and they look by themselves at every heartbeat.
 */
@ApplicationScoped
public class EventFeed {
    private static final int NET_MILLIS = 1000;
    private static final Duration PURGE = Duration.ofHours(1);

    private final EventService service;
    private final EventRepository events;
    private final ObjectMapper json;
    private final ChannelListener listener;
    private final int most;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private Instant nextPurge = Instant.EPOCH;

    EventFeed(
            EventService service,
            EventRepository events,
            ObjectMapper json,
            AgroalDataSource dataSource,
            @ConfigProperty(name = "openpeering.events.streams-per-subscription") int most) {
        this.service = service;
        this.events = events;
        this.json = json;
        this.most = most;
        this.listener = new ChannelListener(dataSource, "routing_event", NET_MILLIS, this::wake);
    }

    void start(@Observes StartupEvent event) {
        listener.start();
    }

    /** Before the wait for requests under way: a stream would not end by itself. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        streams.forEach(EventStream::stop);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        streams.forEach(EventStream::stop);
        listener.stop();
    }

    private boolean wake(ChannelListener.Wake wake) {
        for (EventStream stream : streams) {
            if (wake.afresh() || wake.payloads().contains(stream.prefix().toString())) {
                stream.wake();
            }
        }
        if (Instant.now().isAfter(nextPurge)) {
            service.purge();
            nextPurge = Instant.now().plus(PURGE);
        }
        return false;
    }

    /**
     * Streams until the end, on the caller's virtual thread: Quarkus REST writes the answer's head when the resource
     * method returns, and would otherwise do so at the same time as the stream.
     *
     * @param last the number of the last entry that the client has; empty: it wants what happens from now on
     * @return false, at once, when the subscription has as many as it may
     */
    public boolean stream(Watched watched, Sse sse, SseEventSink sink, OptionalLong last, Instant end) {
        AtomicInteger count =
                open.computeIfAbsent(watched.subscription().toLowerCase(Locale.ROOT), ignored -> new AtomicInteger());
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return false;
        }
        try {
            long from = last.orElseGet(() -> events.lastSeq(watched.prefix()).orElse(0));
            EventStream stream = new EventStream(events, json, watched, sse, sink, from, end);
            streams.add(stream);
            if (stopping) {
                stream.stop();
            }
            try {
                stream.run();
            } finally {
                streams.remove(stream);
            }
        } finally {
            count.decrementAndGet();
        }
        return true;
    }
}
