/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.sql.DatabasePool;
import org.openpeering.prefix.event.EventService.News;

/**
 * Wakes the streams of a subscription when any replica of the service has recorded an event of a prefix that it has. One
 * connection listens for all of them, and they look by themselves at every heartbeat.
 */
@ApplicationScoped
public class EventFeed {
    private final EventService service;
    private final ObjectMapper json;
    private final EventConfig config;
    private final ChannelListener listener;
    private final CurrentIdentityAssociation identities;
    /** By their subscription: what is notified is looked up and not searched for. */
    private final Map<String, Set<EventStream>> streams = new ConcurrentHashMap<>();

    private final StreamPlaces places;
    private volatile boolean stopping;

    EventFeed(
            EventService service,
            ObjectMapper json,
            EventConfig config,
            Vertx vertx,
            DatabasePool database,
            CurrentIdentityAssociation identities) {
        this.service = service;
        this.json = json;
        this.config = config;
        this.identities = identities;
        this.places = new StreamPlaces(config.streamsPerSubscription(), config.streamsPerCaller());
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
        public void heard(String subscription) {
            streams.getOrDefault(subscription, Set.of()).forEach(EventStream::wake);
        }
    }

    /** To be called in the request's context. */
    public Uni<Listener> listener() {
        return identities
                .getDeferredIdentity()
                .map(identity -> identity.getPrincipal() instanceof JsonWebToken token
                        ? new Listener(
                                Objects.requireNonNullElse(token.getSubject(), ""),
                                Instant.ofEpochSecond(token.getExpirationTime()))
                        : new Listener("", Instant.EPOCH));
    }

    /**
     * Streams the events of one prefix until the end; fails, with nothing sent, when the subscription or the caller has
     * as many streams as it may. To be called in the request's context.
     */
    public Uni<Void> stream(Watched watched, Wanted wanted, Listener who, EventClient client) {
        return stream(watched.subscription(), seq -> service.news(watched, wanted, seq), who, client);
    }

    /** The same of several prefixes. */
    public Uni<Void> stream(Followed followed, Wanted wanted, Listener who, EventClient client) {
        return stream(followed.subscription(), seq -> service.news(followed, wanted, seq), who, client);
    }

    private Uni<Void> stream(Subscription tenant, LongFunction<Uni<News>> look, Listener who, EventClient client) {
        String subscription = tenant.key();
        if (!places.take(subscription, who.subject())) {
            return Uni.createFrom().failure(new ArmException(full()));
        }
        return from(client)
                .map(sent -> open(subscription, look, sent, who.end()))
                .chain(stream -> client.take(stream.items(), json, config.patience())
                        .onTermination()
                        .invoke(() -> remove(stream)))
                .onTermination()
                .invoke(() -> places.giveBack(subscription, who.subject()));
    }

    /** A client that has gone without a word is noticed, and its place free, when patience with it ends. */
    private ApiError full() {
        return ApiError.of(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "The caller or the subscription has as many event streams open as it may have; one stream of the"
                                + " subscription carries the events of all its prefixes.")
                .retryAfter(Math.max(1, config.patience().toSeconds()));
    }

    private Uni<Long> from(EventClient client) {
        OptionalLong last = client.last();
        return last.isPresent() ? Uni.createFrom().item(last.getAsLong()) : service.lastSeq();
    }

    private EventStream open(String subscription, LongFunction<Uni<News>> look, long sent, Instant end) {
        EventStream stream =
                new EventStream(subscription, look, sent, end, MutinyHelper.executor(Vertx.currentContext()));
        add(stream);
        if (stopping) {
            stream.stop();
        }
        return stream;
    }

    private void all(Consumer<EventStream> action) {
        streams.values().forEach(ofOne -> ofOne.forEach(action));
    }

    private void add(EventStream stream) {
        streams.compute(stream.subscription(), (_, ofOne) -> {
            Set<EventStream> changed = ofOne == null ? ConcurrentHashMap.newKeySet() : ofOne;
            changed.add(stream);
            return changed;
        });
    }

    private void remove(EventStream stream) {
        streams.computeIfPresent(stream.subscription(), (_, ofOne) -> {
            ofOne.remove(stream);
            return ofOne.isEmpty() ? null : ofOne;
        });
    }

    int streams() {
        return streams.values().stream().mapToInt(Set::size).sum();
    }
}
