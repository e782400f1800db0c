/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.sql.DatabasePool;

/**
 * Wakes the streams of a prefix when any replica of the service has recorded an event of it. One connection listens for
 * all of them, and they look by themselves at every heartbeat.
 */
@ApplicationScoped
public class EventFeed {
    private final EventService service;
    private final ObjectMapper json;
    private final EventConfig config;
    private final ChannelListener listener;
    /** By the text of their prefix: what is notified is looked up and not searched for. */
    private final Map<String, Set<EventStream>> streams = new ConcurrentHashMap<>();

    private final Map<Subscription, Integer> open = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    EventFeed(EventService service, ObjectMapper json, EventConfig config, Vertx vertx, DatabasePool database) {
        this.service = service;
        this.json = json;
        this.config = config;
        this.listener = new ChannelListener(vertx, database::options, "routing_event", new Alarm());
    }

    void start(@Observes StartupEvent event) {
        listener.start();
    }

    /** Before the wait for requests under way: a stream would not end by itself. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        all(EventStream::stop);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        all(EventStream::stop);
        listener.stop();
    }

    private final class Alarm implements ChannelListener.Hearer {
        @Override
        public void afresh() {
            all(EventStream::wake);
        }

        @Override
        public void heard(String prefix) {
            streams.getOrDefault(prefix, Set.of()).forEach(EventStream::wake);
        }
    }

    /**
     * Streams until the end; fails, with nothing sent, when the subscription has as many streams as it may. To be called
     * in the request's context.
     *
     * @param last the number of the last entry that the client has; empty: it wants what happens from now on
     * @param end when the caller's token expires
     */
    public Uni<Void> stream(Watched watched, OptionalLong last, Instant end, EventClient client) {
        Subscription subscription = watched.subscription();
        if (open.merge(subscription, 1, Integer::sum) > config.streamsPerSubscription()) {
            leave(subscription);
            return Uni.createFrom()
                    .failure(new ArmException(ApiError.of(
                            ErrorCode.TOO_MANY_REQUESTS,
                            "The subscription has as many event streams open as it may have.")));
        }
        return from(watched, last)
                .map(sent -> stream(watched, sent, end))
                .chain(stream -> client.take(stream.items(), json, config.patience())
                        .onTermination()
                        .invoke(() -> remove(stream)))
                .onTermination()
                .invoke(() -> leave(subscription));
    }

    private Uni<Long> from(Watched watched, OptionalLong last) {
        return last.isPresent() ? Uni.createFrom().item(last.getAsLong()) : service.lastSeq(watched);
    }

    private EventStream stream(Watched watched, long sent, Instant end) {
        EventStream stream = new EventStream(
                watched, seq -> service.news(watched, seq), sent, end, MutinyHelper.executor(Vertx.currentContext()));
        add(stream);
        if (stopping) {
            stream.stop();
        }
        return stream;
    }

    private void all(Consumer<EventStream> action) {
        streams.values().forEach(ofPrefix -> ofPrefix.forEach(action));
    }

    private void add(EventStream stream) {
        streams.compute(stream.prefix(), (_, ofPrefix) -> {
            Set<EventStream> changed = ofPrefix == null ? ConcurrentHashMap.newKeySet() : ofPrefix;
            changed.add(stream);
            return changed;
        });
    }

    private void remove(EventStream stream) {
        streams.computeIfPresent(stream.prefix(), (_, ofPrefix) -> {
            ofPrefix.remove(stream);
            return ofPrefix.isEmpty() ? null : ofPrefix;
        });
    }

    int streams() {
        return streams.values().stream().mapToInt(Set::size).sum();
    }

    private void leave(Subscription subscription) {
        open.computeIfPresent(subscription, (_, count) -> count == 1 ? null : count - 1);
    }
}
