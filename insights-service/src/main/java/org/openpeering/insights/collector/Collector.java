/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.bmp.BmpMessage;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.LogGate;
import org.openpeering.insights.bmp.PeerHeader;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.rib.RouteVisitor;

/**
 * The routes that routers report, and what of them concerns monitored prefixes, given to one sink.
 *
 * <p><b>Nothing is missed, nothing overtakes.</b> For a monitored prefix and a route of a peer the sink sees every
 * change, in the order in which the router reported them. Three things make it so:
 *
 * <ul>
 *   <li>Each change of the RIB, of the monitored prefixes or of a peer, together with the calls of the sink that it
 *       leads to, happens in one turn ({@link Turns}); turns do not overlap. One router's messages are taken by one
 *       thread, one turn a message; a superseded connection is turned away inside the turn, so that an old
 *       connection's late message cannot follow a new one's.
 *   <li>{@link #monitor} marks the prefix, reports all routes held and calls {@code synced} in one turn. A route that
 *       was reported by its router before that turn is in the RIB and hence in the scan; one that comes after it finds
 *       the mark. None is in both.
 *   <li>If the sink throws, the collector takes no more ({@link #failure}).
 * </ul>
 *
 * <p>The sink may block for as long as it likes: whoever wants a turn waits, so routers' sockets fill up and routers
 * wait. Those who only look ({@link #peers}, {@link #routes}) do not: they need the state lock, which a turn takes only
 * while it changes something and never while it calls the sink. Tested by {@code CollectorConcurrencyTest}.
 */
public final class Collector implements BmpReceiver {
    private static final System.Logger LOG = System.getLogger(Collector.class.getName());

    private final Turns turns = new Turns();
    private final ReentrantLock state = new ReentrantLock();
    private final Tally<CollectorCount> tally = new Tally<>(CollectorCount.class);
    private final InstantSource clock;
    private final LogGate gate;
    private final Reporter reporter;
    private final PeerLives lives;

    public Collector(CollectorSettings settings, CollectorSink sink, InstantSource clock) {
        this.clock = clock;
        this.gate = new LogGate(clock);
        this.reporter = new Reporter(sink, tally);
        this.lives = new PeerLives(settings, reporter, state, tally);
    }

    @Override
    public Session open(RouterIdentity router) {
        takeControl();
        try {
            return lives.connect(this, router.name(), clock.instant());
        } finally {
            turns.give();
        }
    }

    /**
     * Watches a prefix, or takes a later revision of one that is watched. Returns after all routes held for it, and then
     * {@code synced}, were given to the sink; a revision older than the one known is left aside.
     */
    public void monitor(IpPrefix prefix, long revision) {
        takeControl();
        try {
            reporter.monitor(prefix, revision, lives::stateOf, clock.instant());
        } finally {
            turns.give();
        }
    }

    /**
     * Tells for every monitored prefix which routes of a peer concern it, none for a peer that is not up. No change of
     * the peer comes in between, and the sink may be called while it is told.
     */
    public void readTable(PeerId peer, TableReader reader) {
        takeControl();
        try {
            Optional<PeerState> known = lives.find(peer);
            reader.peer(known.isPresent());
            reporter.tables(known).forEach(reader::table);
        } finally {
            turns.give();
        }
    }

    /**
     * Leaves a peer to another collector that has said it is up: its end here is told to nobody. Until the peer comes up
     * here again.
     */
    public void cede(PeerId peer) {
        takeControl();
        try {
            lives.cede(peer);
        } finally {
            turns.give();
        }
    }

    /** Is told all that a peer holds. */
    public interface TableReader {
        /** Called first. */
        void peer(boolean up);

        void table(IpPrefix monitored, List<HeldRoute> held);
    }

    /** Watches a prefix no more. Nothing is reported for it after this returns, its routes are not withdrawn. */
    public void unmonitor(IpPrefix prefix) {
        takeControl();
        try {
            reporter.trie().remove(prefix);
        } finally {
            turns.give();
        }
    }

    /** Does what has become due; to be called every second or so. */
    public void tick(Instant now) {
        takeControl();
        try {
            lives.tick(now);
        } finally {
            turns.give();
        }
    }

    private void takeControl() {
        turns.takeForControl();
        refuseIfFailed();
    }

    private void takeStream() {
        turns.takeForStream();
        refuseIfFailed();
    }

    private void refuseIfFailed() {
        RuntimeException failure = reporter.failure();
        if (failure != null) {
            turns.give();
            throw new IllegalStateException("the collector stopped when its sink failed", failure);
        }
    }

    /** The first exception of the sink; the collector takes nothing after it and the process should be restarted. */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(reporter.failure());
    }

    public Tally<CollectorCount> tally() {
        return tally;
    }

    public int monitored() {
        return reporter.trie().size();
    }

    /** All peers that are up or waited for. */
    public List<PeerStatus> peers() {
        state.lock();
        try {
            return lives.statuses();
        } finally {
            state.unlock();
        }
    }

    /** Sizes of the RIB. */
    public record Sizes(
            int ipv4Prefixes, int ipv6Prefixes, int attributeSets, long attributeBytes, long routes, long tableBytes) {}

    public Sizes sizes() {
        state.lock();
        try {
            return new Sizes(
                    reporter.rib().prefixCount(Family.IPV4),
                    reporter.rib().prefixCount(Family.IPV6),
                    reporter.rib().attributeSets(),
                    reporter.rib().attributeBytes(),
                    reporter.rib().routes(),
                    reporter.rib().tableBytes());
        } finally {
            state.unlock();
        }
    }

    /** Up to {@code limit} routes that a peer sent; none for a peer that is not up. */
    public List<HeldRoute> routes(PeerId peer, int limit) {
        List<HeldRoute> routes = new ArrayList<>();
        state.lock();
        try {
            lives.find(peer).ifPresent(found -> reporter.rib().forEachRoute(found.routes(), held(routes, limit)));
        } finally {
            state.unlock();
        }
        return routes;
    }

    /** Up to {@code limit} routes of all peers for prefixes equal to this one, inside it, or holding it. */
    public List<HeldRoute> routes(IpPrefix prefix, int limit) {
        List<HeldRoute> routes = new ArrayList<>();
        state.lock();
        try {
            reporter.rib()
                    .forEachOverlapping(
                            prefix.family(),
                            PrefixBits.high(prefix),
                            PrefixBits.low(prefix),
                            prefix.length(),
                            held(routes, limit));
        } finally {
            state.unlock();
        }
        return routes;
    }

    private RouteVisitor held(List<HeldRoute> routes, int limit) {
        return (peer, family, high, low, length, pathId, attributes) -> {
            if (routes.size() < limit) {
                routes.add(new HeldRoute(
                        lives.stateOf(peer).session(),
                        PrefixBits.prefix(family, high, low, length),
                        pathId & 0xFFFF_FFFFL,
                        reporter.rib().attributes(attributes)));
            }
        };
    }

    /** Says so in the log, of one matter once an hour. */
    void warnOnce(String matter, String words) {
        if (gate.opens(matter)) {
            LOG.log(System.Logger.Level.WARNING, words);
        }
    }

    void closed(RouterFeed feed) {
        turns.takeForControl();
        try {
            lives.disconnect(feed, clock.instant());
        } finally {
            turns.give();
        }
    }

    /** Null when the message changes nothing. */
    @Nullable
    PeerState peerUp(RouterFeed feed, BmpMessage.PeerUp up, Instant arrival) {
        takeStream();
        try {
            return feed.superseded() ? null : lives.peerUp(feed.router(), up, arrival);
        } finally {
            turns.give();
        }
    }

    void peerDown(RouterFeed feed, PeerId peer, BmpMessage.PeerDown down, Instant arrival) {
        takeStream();
        try {
            if (!feed.superseded()) {
                lives.peerDown(feed.router(), peer, down, arrival);
            }
        } finally {
            turns.give();
        }
    }

    void endOfRib(RouterFeed feed, PeerState peer, Family family, Instant arrival) {
        takeStream();
        try {
            if (!feed.superseded()) {
                lives.endOfRib(peer, family, arrival);
            }
        } finally {
            turns.give();
        }
    }

    void update(
            RouterFeed feed,
            PeerState peer,
            PeerHeader header,
            UpdateDecoder decoder,
            UpdateOutcome outcome,
            Instant arrival) {
        Cause withdrawal = outcome == UpdateOutcome.TREATED_AS_WITHDRAW ? Cause.TREATED_AS_WITHDRAW : Cause.WITHDRAWN;
        takeStream();
        try {
            if (!feed.superseded()) {
                int stale = lives.stale(peer);
                reporter.apply(peer, header, decoder, withdrawal, arrival, state);
                lives.progressed(feed.router(), peer, stale, arrival);
            }
        } finally {
            turns.give();
        }
    }
}
