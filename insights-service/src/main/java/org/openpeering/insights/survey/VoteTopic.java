/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.survey;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.NetworkRelationships;
import org.openpeering.insights.relationship.VoteParts;
import org.openpeering.insights.relationship.Votes;
import org.openpeering.insights.relationship.VotesCodec;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.kit.topic.TopicFollower;
import org.openpeering.kit.trace.Traces;

/**
 * Votes by way of Kafka: what one instance has read in its routers' tables is what all know, itself included, and what they know
 * after a restart. A run counts when all of its parts have come.
 */
@ApplicationScoped
class VoteTopic implements TopicFollower.Listener<NetworkRelationships> {
    private static final Logger LOG = Logger.getLogger(VoteTopic.class);
    private static final int PATIENCE_SECONDS = 30;

    private final KafkaClients kafka;
    private final Traces traces;
    private final ObjectMapper json;
    private final Map<String, Long> revisions = new HashMap<>();
    private final Map<String, VoteParts> parts = new HashMap<>();
    private final Map<String, Votes> votes = new ConcurrentHashMap<>();
    private volatile boolean complete;
    private volatile Runnable changed = () -> {};
    private @Nullable TopicFollower<NetworkRelationships> follower;
    private @Nullable Producer<byte[], byte[]> producer;

    VoteTopic(KafkaClients kafka, Traces traces, ObjectMapper json) {
        this.kafka = kafka;
        this.traces = traces;
        this.json = json;
    }

    /** @param listener called when other votes are known */
    void follow(Runnable listener) {
        changed = listener;
        follower =
                new TopicFollower<>(kafka, traces, json, Topic.NETWORK_RELATIONSHIPS, NetworkRelationships.class, this);
        follower.start();
    }

    /** Whether all that was in the topic at the start is known. */
    boolean complete() {
        return complete;
    }

    /** Of all routers. */
    Collection<Votes> votes() {
        return votes.values();
    }

    Votes of(String router) {
        return votes.getOrDefault(router, Votes.NONE);
    }

    List<String> routers() {
        return List.copyOf(votes.keySet());
    }

    @Override
    public synchronized void received(Received<NetworkRelationships> message) {
        long last = revisions.getOrDefault(message.key(), 0L);
        if (message.revision() <= last) {
            return;
        }
        revisions.put(message.key(), message.revision());
        NetworkRelationships body = message.body();
        if (body == null) {
            String router = message.key().substring(0, message.key().lastIndexOf('#'));
            parts.remove(router);
            if (votes.remove(router) != null) {
                changed.run();
            }
            return;
        }
        take(body).ifPresent(whole -> {
            votes.put(body.router(), whole);
            changed.run();
        });
    }

    private Optional<Votes> take(NetworkRelationships body) {
        if (body.part() < 0 || body.part() >= VotesCodec.PARTS) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(body.votes());
            Votes part = VotesCodec.decode(bytes, body.read(), body.runs(), body.left());
            return parts.computeIfAbsent(body.router(), _ -> new VoteParts()).take(body.part(), part);
        } catch (IllegalArgumentException e) {
            LOG.warnf("relationships by the tables of %s can't be read: %s", body.router(), e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public synchronized void caughtUp() {
        parts.forEach((router, some) -> {
            if (!votes.containsKey(router)) {
                some.mixed().ifPresent(mixed -> votes.put(router, mixed));
            }
        });
        changed.run();
        complete = true;
    }

    /** Tells everybody; returns when Kafka has it all. */
    void tell(String router, Votes run) throws ExecutionException, InterruptedException, TimeoutException {
        Instant read = Objects.requireNonNull(run.at());
        for (int part = 0; part < VotesCodec.PARTS; part++) {
            NetworkRelationships body = new NetworkRelationships(
                    router,
                    part,
                    read.toEpochMilli(),
                    read,
                    run.runs(),
                    run.left(),
                    Base64.getEncoder().encodeToString(VotesCodec.encode(run, part)));
            send(body.key(), body.revision(), read, bytes(body));
        }
    }

    /** Takes back what the tables of a router said that is gone. */
    void forget(String router, Instant now) throws ExecutionException, InterruptedException, TimeoutException {
        for (int part = 0; part < VotesCodec.PARTS; part++) {
            send(NetworkRelationships.key(router, part), now.toEpochMilli(), now, null);
        }
    }

    private void send(String key, long revision, Instant time, byte @Nullable [] body)
            throws ExecutionException, InterruptedException, TimeoutException {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = kafka.producer("relationships");
            producer = current;
        }
        current.send(Messages.record(Topic.NETWORK_RELATIONSHIPS.topicName(), key, "insights", revision, time, body))
                .get(PATIENCE_SECONDS, SECONDS);
    }

    private byte[] bytes(NetworkRelationships body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("votes are written as JSON", e);
        }
    }

    void close() {
        if (follower != null) {
            follower.close();
        }
        if (producer != null) {
            producer.close();
        }
    }
}
