/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.activity.MinuteCounter;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.collector.SessionObservation;
import org.openpeering.insights.monitored.MonitoredTrie;
import org.openpeering.insights.monitored.Relation;
import org.openpeering.insights.observation.StateTopics.Place;
import org.openpeering.kit.trace.Traces;

/**
 * Writes what the collector saw to Kafka, in the order of its calls for each key. What the broker can't take waits in the
 * queue, and when that is full routers wait: nothing is dropped, and nobody's turn waits for Kafka.
 */
final class KafkaSink implements CollectorSink, AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final SendQueue queue;
    private final StateTopics states;
    private final InstantSource clock;
    private final Traces traces;
    private final String self;
    private final String address;
    private final Supplier<Optional<Set<String>>> collectors;
    private final ActivityMeters activities;
    private final Deliveries deliveries;
    /** Route changes may be on their way; of the queue's thread. */
    private boolean unflushed;

    private final ChangeSender changes;
    private final Unsent unsent = new Unsent();
    private final Completions completions;
    /** Of session states that were given to Kafka; of the queue's thread. */
    private final Map<String, Long> told = new HashMap<>();
    /** Of session states. */
    private final Map<SessionId, Long> revisions = new ConcurrentHashMap<>();

    /**
     * Speaks for one collector.
     *
     * @param self which, by {@link LiveCollectors#id}
     * @param address at which it answers
     * @param collectors all that are alive, this one among them; empty while that is not known
     * @param completions of whose tables it is to be told that they are complete
     * @param activities what is counted of sessions
     */
    KafkaSink(
            Producer<byte[], byte[]> producer,
            SendQueue queue,
            ObjectMapper json,
            InstantSource clock,
            Traces traces,
            String self,
            String address,
            Supplier<Optional<Set<String>>> collectors,
            Completions completions,
            ActivityMeters activities) {
        this.activities = activities;
        this.producer = producer;
        this.queue = queue;
        this.clock = clock;
        this.traces = traces;
        this.self = self;
        this.address = address;
        this.collectors = collectors;
        this.completions = completions;
        this.deliveries = new Deliveries(clock);
        this.states = new StateTopics(producer, json, deliveries);
        this.changes = new ChangeSender(producer, clock, self, this::sent);
    }

    @Override
    public void session(SessionObservation observation) {
        PeerSession session = observation.session();
        session(Observations.session(observation, revision(session.id(), session.epoch()), self));
    }

    /** Tells of tables that they are complete, of which detectors have worked on all by now. */
    void complete(Instant now, Detectors detectors) {
        if (completions.any()) {
            completions.take(now, detectors::worked).forEach(session -> session(session, _ -> false));
            detectors.refresh();
        }
    }

    /** A later state has been told: behind that this one would be the last that Kafka keeps. */
    private boolean outdated(ObservedSession session) {
        return session.revision() < told.getOrDefault(session.key(), 0L);
    }

    void session(ObservedSession session) {
        session(session, complete -> completions.hold(complete, changes.arrived()));
    }

    /** @param held whether it is told later that the table is complete, by {@link #complete} */
    private void session(ObservedSession session, Predicate<ObservedSession> held) {
        String trace = traces.current().parent();
        Consumer<Boolean> missed = lasting -> unsent.session(session, clock.instant(), lasting);
        queue(
                Observations.BYTES,
                session.key(),
                () -> {
                    if (outdated(session)) {
                        return;
                    }
                    if (session.absenceCounts()) {
                        // What ends a session is told when it is certain that nothing of it is left; that a
                        // table is complete, when all that it holds is told.
                        arrive();
                    }
                    if (session.established() && session.absenceCounts() && held.test(session)) {
                        return;
                    }
                    told.put(session.key(), session.revision());
                    states.send(
                            new Place(Topic.SESSION_STATES, session.key(), session.revision(), session.since()),
                            session.at(address),
                            trace,
                            missed);
                },
                missed);
    }

    /** What Kafka refuses of a minute comes with what is told of it next, and is missing of one that is over. */
    @Override
    public void counted(MinuteCounter.Told told) {
        RouteActivity activity = told.now();
        activities.count(told);
        queue(
                Observations.BYTES,
                activity.key(),
                () -> states.send(
                        new Place(Topic.ROUTE_ACTIVITY, activity.key(), activity.revision(), activity.at()),
                        activity,
                        null,
                        _ -> {}),
                _ -> {});
    }

    void gap(CollectorGap gap) {
        String trace = traces.current().parent();
        Consumer<Boolean> missed = _ -> unsent.gap(gap);
        queue(
                Observations.BYTES,
                gap.key(),
                () -> states.send(
                        new Place(Topic.COLLECTOR_GAPS, gap.key(), gap.revision(), gap.lastSeen()), gap, trace, missed),
                missed);
    }

    /**
     * Asks all collectors for what they hold of a prefix, as detectors do, who do not wait for this one's answers. What is not
     * sent is not asked again.
     *
     * @param number as those of detectors, which begin with the time
     */
    void request(IpPrefix monitored, long number) {
        RoutesRequest request = new RoutesRequest(monitored, number);
        String trace = traces.current().parent();
        Instant now = clock.instant();
        queue(
                Observations.BYTES,
                monitored,
                () -> states.send(new Place(Topic.ROUTE_REQUESTS, request.key(), number, now), request, trace, _ -> {}),
                _ -> {});
    }

    /** Deletes a gap from the topic. What is not sent is left to the next life, which finds it there. */
    void forget(CollectorGap gap) {
        Instant now = clock.instant();
        queue(
                Observations.BYTES,
                gap.key(),
                () -> states.send(
                        new Place(Topic.COLLECTOR_GAPS, gap.key(), gap.revision() + 1, now), null, null, _ -> {}),
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
            changeAround(change.concerning(observation.route()));
        } else {
            change(change);
        }
    }

    /** Tells all monitored prefixes inside the change's own. */
    void changeAround(RouteChange covering) {
        String trace = traces.current().parent();
        put(
                covering,
                () -> changes.sendToAllInside(covering, trace),
                lasting -> unsent.around(covering, clock.instant(), lasting));
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

    /**
     * Says that all that is held of a prefix was told, to a request. Not if something of it was refused, which is known when
     * what was told before is where it has to go.
     */
    void answered(IpPrefix monitored, long number, Set<String> collectors) {
        RouteChange answer = new RouteChange.Answered(
                monitored, clock.instant(), number, List.copyOf(collectors), new Speaker(self, 0));
        String trace = traces.current().parent();
        queue(
                Observations.size(answer),
                monitored,
                () -> {
                    arrive();
                    if (!unsent.contains(monitored)) {
                        changes.send(answer, trace);
                    }
                },
                lasting -> unsent.route(answer, clock.instant(), lasting));
    }

    /** Waits until what was told of routes has arrived, or is known to have been refused; on the queue's thread. */
    private void arrive() {
        if (unflushed) {
            flush();
            producer.flush();
            unflushed = false;
        }
    }

    /** What Kafka refused, to be told again. */
    Unsent unsent() {
        return unsent;
    }

    void change(RouteChange change) {
        String trace = traces.current().parent();
        Consumer<Boolean> missed = lasting -> unsent.route(change, clock.instant(), lasting);
        put(
                change,
                () -> {
                    if (change instanceof RouteChange.Synced && unsent.contains(change.monitored())) {
                        // It comes behind what is told again.
                        missed.accept(false);
                    } else {
                        changes.send(change, trace);
                    }
                },
                missed);
    }

    private void put(RouteChange change, Runnable sending, Consumer<Boolean> missed) {
        queue(
                Observations.size(change),
                change.monitored(),
                () -> {
                    unflushed = true;
                    sending.run();
                },
                missed);
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
    private void queue(long size, Object key, Runnable sending, Consumer<Boolean> missed) {
        queue.put(size, () -> {
            try {
                sending.run();
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException | Error e) {
                missed.accept(true);
                deliveries.refused(key.toString(), e);
            }
        });
    }

    @Override
    public boolean hasRoom() {
        return queue.hasRoom();
    }

    @Override
    public void awaitRoom() {
        queue.awaitRoom();
    }

    Deliveries deliveries() {
        return deliveries;
    }

    private void sent(List<ChangeSender.Told> told, int bytes, @Nullable Exception failure) {
        deliveries.known(
                Topic.ROUTE_CHANGES,
                told.stream().map(each -> each.change().monitored()).distinct().toList(),
                bytes,
                failure);
        if (failure != null) {
            boolean lasting = !(failure instanceof RetriableException);
            for (ChangeSender.Told each : told) {
                if (each.toAllInside()) {
                    unsent.around(each.change(), clock.instant(), lasting);
                } else {
                    unsent.route(each.change(), clock.instant(), lasting);
                }
            }
        }
    }
}
