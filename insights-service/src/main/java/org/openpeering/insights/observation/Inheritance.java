/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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
 * Ends what a collector had reported that is no more, a former life of this one or another one, and what is not so any
 * more. Nobody knows of routes that went while nobody looked; the topic {@code session-states} still tells which sessions
 * had been seen established, and by whom. For each of these, once its table is complete here, or once it has come back to
 * nobody within the grace time, the collector says for every monitored prefix what the peer holds; detectors drop the
 * rest. What a collector that is alive holds is left to it.
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
    /** Since when nobody holds them. */
    private final Map<String, Instant> orphaned = new HashMap<>();
    /** Revisions, since all is read again after a lost connection. */
    private final Map<String, Long> read = new HashMap<>();

    /** What this collector was the last to say is up. */
    private final Set<String> ours = new HashSet<>();

    private final String self;
    private final Predicate<String> alive;
    private boolean complete;

    /**
     * @param begin when this life of the collector began
     * @param self which collector this is
     * @param alive of others, whether they are
     */
    Inheritance(
            Collector collector,
            KafkaSink sink,
            BmpConfig config,
            BooleanSupplier monitoredKnown,
            Instant begin,
            String self,
            Predicate<String> alive) {
        this.collector = collector;
        this.sink = sink;
        this.config = config;
        this.monitoredKnown = monitoredKnown;
        this.begin = begin;
        this.self = self;
        this.alive = alive;
    }

    @Override
    public synchronized void received(Received<ObservedSession> message) {
        sink.heard(message.revision());
        Long before = read.put(message.key(), message.revision());
        if (before != null && before >= message.revision()) {
            read.put(message.key(), before);
            return;
        }
        ObservedSession session = message.body();
        if (session != null && self.equals(session.collector())) {
            // If it was another's it has come here, and is settled once its table is complete.
            if (session.established()) {
                ours.add(message.key());
            } else {
                ours.remove(message.key());
            }
            return;
        }
        orphaned.remove(message.key());
        if (session != null && session.established()) {
            heirs.put(message.key(), session);
            if (ours.remove(message.key())) {
                // A router that connects anew may be led to another collector, which knows before this one has given
                // up.
                collector.cede(peer(session));
            }
            if (!complete) {
                orphaned.put(message.key(), begin);
            }
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
                orphaned.remove(session.key());
            }
        }
    }

    private boolean due(ObservedSession session, Set<PeerId> up, Instant now) {
        if (!up.contains(peer(session))) {
            back.remove(session.key());
            if (session.collector() != null && alive.test(session.collector())) {
                orphaned.remove(session.key());
                return false;
            }
            Duration patience = config.grace().plus(config.resyncDelay());
            return now.isAfter(
                    orphaned.computeIfAbsent(session.key(), key -> now).plus(patience));
        }
        Instant since = back.computeIfAbsent(session.key(), key -> now);
        return !now.isBefore(since.plus(config.resyncDelay()));
    }

    private void settle(ObservedSession session, Instant now) {
        collector.readTable(peer(session), new TableReader() {
            @Override
            public void peer(boolean known) {
                if (!known) {
                    LOG.infof("session %s came back to no collector", session.key());
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
