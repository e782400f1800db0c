/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.collector.SessionObservation;
import org.openpeering.insights.monitored.MonitoredTrie;
import org.openpeering.insights.monitored.Relation;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.trace.Traces;

/**
 * Writes what the collector saw to Kafka, in the order of its calls for each key. What the broker can't take waits in the
 * queue, and when that is full routers wait: nothing is dropped, and nobody's turn waits for Kafka.
 */
final class KafkaSink implements CollectorSink, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaSink.class);
    private static final String SOURCE = "insights";

    /** Of a change in memory, by measurement of the usual ones, and of an AS number, a community or a route in it. */
    private static final int CHANGE_BYTES = 400;

    private static final int PART_BYTES = 32;

    private final Producer<byte[], byte[]> producer;
    private final SendQueue queue;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Traces traces;
    private final String self;
    private final String address;
    private final Supplier<Optional<Set<String>>> collectors;
    private final Tally<SinkCount> tally = new Tally<>(SinkCount.class);
    /** Route changes may be on their way; of the queue's thread. */
    private boolean unflushed;

    private final ChangeSender changes;
    private final Unsent unsent = new Unsent();
    private volatile @Nullable Instant failingSince;
    /** Of session states. */
    private final Map<SessionId, Long> revisions = new ConcurrentHashMap<>();

    /**
     * Speaks for one collector.
     *
     * @param self which, by {@link LiveCollectors#id}
     * @param address at which it answers
     * @param collectors all that are alive, this one among them; empty while that is not known
     */
    KafkaSink(
            Producer<byte[], byte[]> producer,
            SendQueue queue,
            ObjectMapper json,
            InstantSource clock,
            Traces traces,
            String self,
            String address,
            Supplier<Optional<Set<String>>> collectors) {
        this.producer = producer;
        this.queue = queue;
        this.json = json;
        this.clock = clock;
        this.traces = traces;
        this.self = self;
        this.address = address;
        this.collectors = collectors;
        this.changes = new ChangeSender(producer, clock, self, this::sent);
    }

    @Override
    public void session(SessionObservation observation) {
        PeerSession session = observation.session();
        session(Observations.session(observation, revision(session.id(), session.epoch()), self));
    }

    void session(ObservedSession session) {
        String trace = traces.current().parent();
        Consumer<Boolean> missed = lasting -> unsent.session(session, clock.instant(), lasting);
        put(
                CHANGE_BYTES,
                session.key(),
                () -> {
                    if (session.absenceCounts() && unflushed) {
                        // What ends a session is told when it is certain that nothing of it is left; that a
                        // table is complete, when all that it holds is told.
                        flush();
                        producer.flush();
                        unflushed = false;
                    }
                    byte[] body = bytes(session.at(address));
                    send(Topic.SESSION_STATES, session.key(), session.revision(), session.since(), body, trace, missed);
                },
                missed);
    }

    void gap(CollectorGap gap) {
        String trace = traces.current().parent();
        Consumer<Boolean> missed = _ -> unsent.gap(gap);
        put(
                CHANGE_BYTES,
                gap.key(),
                () -> send(Topic.COLLECTOR_GAPS, gap.key(), gap.revision(), gap.lastSeen(), bytes(gap), trace, missed),
                missed);
    }

    /** Deletes a gap from the topic. What is not sent is left to the next life, which finds it there. */
    void forget(CollectorGap gap) {
        Instant now = clock.instant();
        put(
                CHANGE_BYTES,
                gap.key(),
                () -> send(Topic.COLLECTOR_GAPS, gap.key(), gap.revision() + 1, now, null, null, _ -> {}),
                _ -> {});
    }

    /** The next one of a session's state. */
    private long revision(SessionId id, long epoch) {
        return revisions.merge(id, ObservedSession.revision(epoch, 0), (last, first) -> Math.max(last + 1, first));
    }

    @Override
    public void route(RouteObservation observation) {
        route(observation, observation.session().epoch());
    }

    /** @param epoch of the speaker */
    void route(RouteObservation observation, long epoch) {
        boolean around = observation.relation() == Relation.LESS_SPECIFIC;
        if (around
                && !MonitoredTrie.covers(
                        observation.route().family(), observation.route().length())) {
            // A default route holds every prefix and says nothing of any.
            return;
        }
        RouteChange change = Observations.change(observation, new Speaker(self, epoch));
        if (around && observation.cause() != Cause.SYNC) {
            RouteChange covering = change.concerning(observation.route());
            String trace = traces.current().parent();
            put(covering, () -> changes.sendToAllInside(covering, trace));
        } else {
            change(change);
        }
    }

    @Override
    public void synced(IpPrefix monitored, long revision) {
        List<String> all = List.copyOf(collectors.get().orElse(Set.of()));
        change(new RouteChange.Synced(monitored, clock.instant(), revision, all, new Speaker(self, 0)));
    }

    @Override
    public void table(PeerSession session, IpPrefix monitored, List<RouteId> held) {
        change(new RouteChange.PeerTable(
                monitored,
                clock.instant(),
                session.id(),
                session.peerAsn(),
                held.stream()
                        .map(route -> new RouteChange.PeerTable.Held(route.prefix(), route.pathId()))
                        .toList(),
                new Speaker(self, session.epoch())));
    }

    /** Says that all that is held of a prefix was told, to a request; not if something of it was not sent. */
    void answered(IpPrefix monitored, long number, Set<String> collectors) {
        if (!unsent.contains(monitored)) {
            change(new RouteChange.Answered(
                    monitored, clock.instant(), number, List.copyOf(collectors), new Speaker(self, 0)));
        }
    }

    /** What Kafka refused, to be told again. */
    Unsent unsent() {
        return unsent;
    }

    /** Since when nothing could be sent; empty while sending succeeds. */
    Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    void change(RouteChange change) {
        String trace = traces.current().parent();
        put(change, () -> changes.send(change, trace));
    }

    private void put(RouteChange change, Runnable sending) {
        put(
                size(change),
                change.monitored(),
                () -> {
                    unflushed = true;
                    sending.run();
                },
                lasting -> unsent.route(change, clock.instant(), lasting));
    }

    /** Gives the producer what waits for others to come. */
    void flush() {
        changes.flush();
    }

    @Override
    public void close() {
        changes.close();
    }

    /** @param missed what is not sent is told again, never only logged; is told whether it was refused for good */
    private void put(long size, Object key, Runnable sending, Consumer<Boolean> missed) {
        queue.put(size, () -> {
            try {
                sending.run();
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                missed.accept(true);
                refused(key.toString(), e);
            }
        });
    }

    private void refused(String key, Exception failure) {
        tally.count(SinkCount.NOT_SENT);
        failingSince = failingSince == null ? clock.instant() : failingSince;
        LOG.errorf("an observation of %s was not sent: %s", key, failure);
    }

    /** By estimate: it need not be exact, and has to be cheap. */
    private static long size(RouteChange change) {
        int parts = 0;
        if (change instanceof RouteChange.Announced announced) {
            parts = announced.route().communities().size();
            for (List<Asn> hop : announced.route().asPath().hops()) {
                parts += hop.size();
            }
        } else if (change instanceof RouteChange.PeerTable table) {
            parts = table.held().size();
        }
        return CHANGE_BYTES + (long) PART_BYTES * parts;
    }

    @Override
    public boolean hasRoom() {
        return queue.hasRoom();
    }

    @Override
    public void awaitRoom() {
        queue.awaitRoom();
    }

    /** What was dropped after all. */
    enum SinkCount {
        TOO_LARGE,
        NOT_SENT
    }

    Tally<SinkCount> tally() {
        return tally;
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(
            Topic topic,
            String key,
            long revision,
            Instant time,
            byte @Nullable [] body,
            @Nullable String trace,
            Consumer<Boolean> missed) {
        int size = body == null ? 0 : body.length;
        ProducerRecord<byte[], byte[]> message = Messages.record(topic.topicName(), key, SOURCE, revision, time, body);
        var _ = producer.send(Messages.inTrace(message, trace), (_, failure) -> {
            outcome(topic, List.of(key), size, failure);
            if (failure != null) {
                missed.accept(!(failure instanceof RetriableException));
            }
        });
    }

    private void sent(List<RouteChange> told, int bytes, @Nullable Exception failure) {
        outcome(
                Topic.ROUTE_CHANGES,
                told.stream().map(RouteChange::monitored).distinct().toList(),
                bytes,
                failure);
        if (failure != null) {
            boolean lasting = !(failure instanceof RetriableException);
            told.forEach(change -> unsent.route(change, clock.instant(), lasting));
        }
    }

    private void outcome(Topic topic, Collection<?> concerned, int bytes, @Nullable Exception failure) {
        if (failure == null) {
            failingSince = null;
        } else if (failure instanceof RecordTooLargeException) {
            tally.count(SinkCount.TOO_LARGE);
            LOG.errorf("an observation of %s is too large for %s: %d bytes", some(concerned), topic.topicName(), bytes);
        } else {
            refused(some(concerned), failure);
        }
    }

    private static String some(Collection<?> concerned) {
        return concerned.stream().limit(5).map(Object::toString).collect(Collectors.joining(", "))
                + (concerned.size() > 5 ? " and " + (concerned.size() - 5) + " others" : "");
    }
}
