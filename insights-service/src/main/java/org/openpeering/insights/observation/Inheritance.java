/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.Collector.TableReader;
import org.openpeering.insights.collector.HeldRoute;
import org.openpeering.insights.collector.PeerSession;
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
    private final Map<String, ObservedSession> heirs = new HashMap<>();
    /** Since when nobody holds them, as far as was looked: not before routers can connect. */
    private final Map<String, Instant> orphaned = new HashMap<>();
    /** Revisions, since all is read again after a lost connection. */
    private final Map<String, Long> read = new HashMap<>();

    /** What this collector was the last to say is up. */
    private final Set<String> ours = new HashSet<>();

    private final String self;
    private final Predicate<String> alive;
    private boolean complete;

    /**
     * @param self which collector this is
     * @param alive of others, whether they are
     */
    Inheritance(
            Collector collector,
            KafkaSink sink,
            BmpConfig config,
            BooleanSupplier monitoredKnown,
            String self,
            Predicate<String> alive) {
        this.collector = collector;
        this.sink = sink;
        this.config = config;
        this.monitoredKnown = monitoredKnown;
        this.self = self;
        this.alive = alive;
    }

    @Override
    public synchronized void received(Received<ObservedSession> message) {
        ObservedSession session = message.body();
        if (session != null) {
            collector.heard(session.epoch());
        }
        Long before = read.put(message.key(), message.revision());
        if (before != null && before >= message.revision()) {
            read.put(message.key(), before);
            return;
        }
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
                collector.cede(session.id(), session.epoch());
            }
        } else {
            heirs.remove(message.key());
        }
    }

    @Override
    public synchronized void caughtUp() {
        complete = true;
    }

    /**
     * Whether nothing is carried that no collector holds: a session of one that is gone, or one that has come here and whose
     * table is coming.
     */
    synchronized boolean settled() {
        return complete
                && heirs.values().stream()
                        .noneMatch(session -> collector.holds(session.id())
                                || session.collector() == null
                                || !alive.test(session.collector()));
    }

    /** Settles what has become due; to be called every second or so. */
    synchronized void tick(Instant now) {
        if (!complete || heirs.isEmpty() || !monitoredKnown.getAsBoolean()) {
            return;
        }
        if (!sink.hasRoom()) {
            // Nobody is read, so nobody can have come back.
            orphaned.replaceAll((_, _) -> now);
            return;
        }
        Set<SessionId> up = collector.peers().stream()
                .filter(PeerStatus::complete)
                .map(PeerStatus::session)
                .map(PeerSession::id)
                .collect(Collectors.toSet());
        for (ObservedSession session : List.copyOf(heirs.values())) {
            if (due(session, up, now)) {
                settle(session, now);
                heirs.remove(session.key());
                orphaned.remove(session.key());
            }
        }
    }

    private boolean due(ObservedSession session, Set<SessionId> up, Instant now) {
        if (!up.contains(session.id())) {
            if (collector.holds(session.id())) {
                // It has come here: what its table holds is known when that is complete, or it is lost again.
                orphaned.remove(session.key());
                return false;
            }
            if (session.collector() != null && alive.test(session.collector())) {
                orphaned.remove(session.key());
                return false;
            }
            Duration patience = config.grace().plus(config.resyncDelay());
            return now.isAfter(
                    orphaned.computeIfAbsent(session.key(), key -> now).plus(patience));
        }
        return true;
    }

    private void settle(ObservedSession session, Instant now) {
        collector.readTable(session.id(), new TableReader() {
            private long epoch;

            @Override
            public void peer(Optional<PeerSession> known) {
                epoch = known.map(PeerSession::epoch).orElse(session.epoch());
                if (known.isEmpty()) {
                    // What is held and not to be read is in a table that was one of the Internet, and is none any more.
                    boolean here = collector.holds(session.id());
                    LOG.infof(
                            here ? "session %s is not watched any more" : "session %s came back to no collector",
                            session.key());
                    sink.session(new ObservedSession(
                            session.router(),
                            session.peerAddress(),
                            session.peerAsn(),
                            session.localAddress(),
                            false,
                            now,
                            here ? "Deconfigured" : "BmpSessionLost",
                            session.revision() + 1,
                            self,
                            session.epoch(),
                            session.session(),
                            null,
                            null,
                            null));
                }
            }

            @Override
            public void table(IpPrefix monitored, List<HeldRoute> held) {
                sink.change(new RouteChange.PeerTable(
                        monitored,
                        now,
                        session.id(),
                        session.peerAsn(),
                        held.stream()
                                .map(route -> new RouteChange.PeerTable.Held(route.prefix(), route.pathId()))
                                .toList(),
                        new Speaker(self, epoch)));
            }
        });
    }
}
