/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.Collector.TableReader;
import org.openpeering.insights.collector.HeldRoute;
import org.openpeering.insights.collector.PeerId;
import org.openpeering.insights.collector.PeerStatus;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/**
 * Ends what a former life of the collector had reported and what is not so any more. A restarted collector knows nothing
 * of routes that went while it was down; the topic {@code session-states} still tells which sessions it had seen
 * established. For each of these, once its table is complete again, or once it has not come back within the grace time,
 * the collector says for every monitored prefix what the peer holds; detectors drop the rest.
 */
final class Inheritance implements TopicFollower.Listener<ObservedSession> {
    private static final Logger LOG = Logger.getLogger(Inheritance.class);

    private final Collector collector;
    private final KafkaSink sink;
    private final BmpConfig config;
    private final BooleanSupplier monitoredKnown;
    private final Instant begin;
    private final Map<String, ObservedSession> heirs = new HashMap<>();
    private final Map<String, Instant> back = new HashMap<>();
    private boolean complete;

    /** @param begin when this life of the collector began */
    Inheritance(Collector collector, KafkaSink sink, BmpConfig config, BooleanSupplier monitoredKnown, Instant begin) {
        this.collector = collector;
        this.sink = sink;
        this.config = config;
        this.monitoredKnown = monitoredKnown;
        this.begin = begin;
    }

    @Override
    public synchronized void received(Received<ObservedSession> message) {
        if (complete) {
            return;
        }
        ObservedSession session = message.body();
        if (session != null && session.established() && session.since().isBefore(begin)) {
            heirs.put(message.key(), session);
        } else {
            heirs.remove(message.key());
        }
    }

    @Override
    public synchronized void caughtUp() {
        complete = true;
    }

    /** Settles what has become due; to be called every second or so. */
    synchronized void tick(Instant now) {
        if (!complete || heirs.isEmpty() || !monitoredKnown.getAsBoolean()) {
            return;
        }
        Set<PeerId> up = collector.peers().stream()
                .filter(peer -> peer.connected() && !peer.resyncing())
                .map(PeerStatus::session)
                .map(session -> session.peer())
                .collect(Collectors.toSet());
        for (ObservedSession session : List.copyOf(heirs.values())) {
            if (due(session, up, now)) {
                settle(session, now);
                heirs.remove(session.key());
            }
        }
    }

    private boolean due(ObservedSession session, Set<PeerId> up, Instant now) {
        if (!up.contains(peer(session))) {
            back.remove(session.key());
            Duration patience = config.grace().plus(config.resyncDelay());
            return now.isAfter(begin.plus(patience));
        }
        Instant since = back.computeIfAbsent(session.key(), key -> now);
        return !now.isBefore(since.plus(config.resyncDelay()));
    }

    private void settle(ObservedSession session, Instant now) {
        collector.readTable(peer(session), new TableReader() {
            @Override
            public void peer(boolean known) {
                if (!known) {
                    LOG.infof("session %s did not come back after a restart", session.key());
                    sink.session(new ObservedSession(
                            session.router(),
                            session.peerAddress(),
                            session.peerAsn(),
                            session.localAddress(),
                            false,
                            now,
                            "BmpSessionLost",
                            sink.nextRevision()));
                }
            }

            @Override
            public void table(IpPrefix monitored, List<HeldRoute> held) {
                sink.change(new RouteChange.PeerTable(
                        monitored,
                        now,
                        session.router(),
                        session.peerAddress(),
                        session.peerAsn(),
                        held.stream()
                                .map(route -> new RouteChange.PeerTable.Held(route.prefix(), route.pathId()))
                                .toList()));
            }
        });
    }

    private static PeerId peer(ObservedSession session) {
        return new PeerId(session.router(), 0, session.peerAddress());
    }
}
