/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.collector.SessionObservation.DownReason;
import org.openpeering.insights.rib.Rib;
import org.openpeering.insights.rib.RouteVisitor;

/**
 * Some of a collector's routers: their tables, the monitored prefixes, and what of the one concerns the other.
 *
 * <p><b>Nothing is missed, nothing overtakes.</b> For a monitored prefix and a route of a peer the sink sees every
 * change, in the order in which the router reported them. Three things make it so:
 *
 * <ul>
 *   <li>Each change of the RIB, of the monitored prefixes or of a peer, together with the calls of the sink that it
 *       leads to, happens in one turn ({@link Turns}); turns do not overlap. One router's messages are taken by one
 *       thread, one turn a message; a superseded connection is turned away inside the turn, so that an old
 *       connection's late message cannot follow a new one's.
 *   <li>{@link #monitor} marks the prefix and reports all routes held in one turn. A route that was reported by its router
 *       before that turn is in the RIB and hence in the scan; one that comes after it finds the mark. None is in both.
 *   <li>If the sink throws, the collector takes no more ({@link Shared#failure}).
 * </ul>
 *
 * <p>A sink that has no room is waited for before a turn and never in one: routers' sockets fill up and routers wait, while
 * turns are there for what has to be done. In that time nobody's patience runs out, since nobody is heard. Those who only look
 * ({@link #peers}, {@link #routes}) need the state lock, which a turn takes only while it changes something and never while
 * it calls the sink. Tested by {@code CollectorConcurrencyTest}, {@code LeavingTest} and {@code BackPressureTest}.
 */
final class Shard {
    private static final System.Logger LOG = System.getLogger(Collector.class.getName());

    private final Turns turns = new Turns();
    private final ReentrantLock state = new ReentrantLock();
    private final Shared shared;
    private final Reporter reporter;
    private final PeerLives lives;

    /** @param number from 0 */
    Shard(Shared shared, int number) {
        this.shared = shared;
        this.reporter = new Reporter(shared, number);
        this.lives = new PeerLives(shared, reporter, state);
    }

    Feed feed(String name, Optional<IpAddress> source) {
        shared.sink().awaitRoom();
        takeControl();
        try {
            return lives.connect(this, name, source, shared.clock().instant());
        } finally {
            turns.give();
        }
    }

    /** False if a later revision is known. The caller tells of one prefix after another. */
    boolean monitor(IpPrefix prefix, long revision) {
        shared.sink().awaitRoom();
        takeControl();
        try {
            return reporter.monitor(
                    prefix, revision, lives::stateOf, shared.clock().instant());
        } finally {
            turns.give();
        }
    }

    /** Every shard has reported what it holds for the prefix. */
    void synced(IpPrefix prefix, long revision) {
        takeControl();
        try {
            reporter.synced(prefix, revision);
        } finally {
            turns.give();
        }
    }

    /** False if the prefix is not monitored here, or not yet. */
    boolean resync(IpPrefix prefix, Predicate<SessionId> of) {
        takeControl();
        try {
            return reporter.resync(
                    prefix, lives::stateOf, lives.complete(), of, shared.clock().instant());
        } finally {
            turns.give();
        }
    }

    /** Returns when all that follows from it is told: sessions are judged from now on, or not any more. */
    void internetTables(String router, Set<String> tables) {
        Set<SessionId> begun = new HashSet<>();
        List<IpPrefix> monitored = new ArrayList<>();
        boolean more = true;
        while (more) {
            shared.sink().awaitRoom();
            turns.letOthersPass();
            takeControl();
            try {
                more = lives.judge(router, tables, shared.clock().instant(), begun::add);
                if (!more && !begun.isEmpty()) {
                    monitored.addAll(reporter.monitored());
                }
            } finally {
                turns.give();
            }
        }
        for (IpPrefix prefix : monitored) {
            shared.sink().awaitRoom();
            turns.letOthersPass();
            resync(prefix, begun::contains);
        }
        if (!begun.isEmpty()) {
            takeControl();
            try {
                lives.routesTold(begun, shared.clock().instant());
            } finally {
                turns.give();
            }
        }
    }

    void readTable(SessionId peer, Collector.TableReader reader) {
        takeControl();
        try {
            Optional<PeerState> known = lives.find(peer).filter(PeerState::judged);
            reader.peer(known.map(PeerState::session));
            reporter.tables(known).forEach(reader::table);
        } finally {
            turns.give();
        }
    }

    void cede(SessionId session, long epoch) {
        takeControl();
        try {
            lives.cede(session, epoch, shared.clock().instant());
        } finally {
            turns.give();
        }
    }

    void unmonitor(IpPrefix prefix) {
        takeControl();
        try {
            reporter.unmonitor(prefix);
        } finally {
            turns.give();
        }
    }

    /** Does a slice of what has become due; true when there is more. */
    boolean tick(Instant now) {
        turns.letOthersPass();
        takeControl();
        try {
            boolean room = shared.sink().hasRoom();
            boolean more = room ? lives.tick(now) : lives.standStill(now);
            if (room && !more) {
                reporter.tellCounts(now);
            }
            return more;
        } finally {
            turns.give();
        }
    }

    /** Tells all that was counted of sessions, as far as it was not told. */
    void tellCounts() {
        takeControl();
        try {
            reporter.tellCounts();
        } finally {
            turns.give();
        }
    }

    private void takeControl() {
        turns.takeForControl();
        refuseIfFailed();
    }

    private void takeStream() {
        shared.sink().awaitRoom();
        turns.takeForStream();
        refuseIfFailed();
    }

    private void refuseIfFailed() {
        RuntimeException failure = shared.failure();
        if (failure != null) {
            turns.give();
            throw new IllegalStateException("the collector stopped when its sink failed", failure);
        }
    }

    /** Sessions that are counted. */
    int counted() {
        takeControl();
        try {
            return reporter.counted();
        } finally {
            turns.give();
        }
    }

    int monitored() {
        return reporter.trie().size();
    }

    List<TableStatus> tables() {
        return looking(lives::tables);
    }

    List<PeerStatus> peers() {
        return looking(lives::statuses);
    }

    /** Of each router and of each session. */
    List<LimitStatus> limits() {
        return looking(lives::limits);
    }

    Collector.Sizes sizes() {
        Rib rib = reporter.rib();
        return looking(() -> new Collector.Sizes(
                rib.prefixCount(Family.IPV4),
                rib.prefixCount(Family.IPV6),
                rib.attributeSets(),
                rib.attributeBytes(),
                rib.attributesRefused(),
                rib.routes(),
                rib.tableBytes()));
    }

    List<HeldRoute> routes(IpPrefix prefix, int limit) {
        return looking(() -> {
            List<HeldRoute> routes = new ArrayList<>();
            overlapping(prefix, held(routes, limit));
            return routes;
        });
    }

    List<HeldRoute> page(SessionId peer, Optional<IpPrefix> after, long afterPathId, int limit) {
        return looking(() -> {
            List<HeldRoute> routes = new ArrayList<>();
            lives.find(peer).ifPresent(found -> {
                for (Family family : Family.values()) {
                    boolean passed = after.isPresent() && after.get().family().compareTo(family) > 0;
                    if (!passed && routes.size() < limit) {
                        reporter.rib()
                                .page(
                                        found.routes(),
                                        family,
                                        after.filter(prefix -> prefix.family() == family)
                                                .orElse(null),
                                        (int) afterPathId,
                                        limit - routes.size(),
                                        held(routes, limit));
                    }
                }
            });
            return routes;
        });
    }

    boolean holds(SessionId session) {
        return looking(() -> lives.find(session).isPresent());
    }

    void paths(SessionId peer, Consumer<AsPath> reader) {
        PathWalk walk = new PathWalk(reporter.rib());
        while (looking(
                () -> lives.find(peer).map(found -> walk.slice(found.routes())).orElse(false))) {
            walk.give(reader);
        }
        walk.give(reader);
    }

    List<HeldRoute> longestMatch(IpPrefix prefix, Set<SessionId> sessions) {
        return looking(() -> {
            List<HeldRoute> routes = new ArrayList<>();
            RouteVisitor held = held(routes, Integer.MAX_VALUE);
            overlapping(prefix, (peer, family, high, low, length, pathId, attributes) -> {
                int longest = routes.isEmpty() ? 0 : routes.getFirst().prefix().length();
                if (length > prefix.length()
                        || length < longest
                        || !sessions.contains(lives.stateOf(peer).session().id())) {
                    return;
                }
                if (length > longest) {
                    routes.clear();
                }
                held.visit(peer, family, high, low, length, pathId, attributes);
            });
            return routes;
        });
    }

    private void overlapping(IpPrefix prefix, RouteVisitor visitor) {
        reporter.rib()
                .forEachOverlapping(
                        prefix.family(), PrefixBits.high(prefix), PrefixBits.low(prefix), prefix.length(), visitor);
    }

    private <T> T looking(Supplier<T> question) {
        state.lock();
        try {
            return question.get();
        } finally {
            state.unlock();
        }
    }

    private RouteVisitor held(List<HeldRoute> routes, int limit) {
        return (peer, family, high, low, length, pathId, attributes) -> {
            if (routes.size() < limit) {
                routes.add(new HeldRoute(
                        lives.stateOf(peer).session(),
                        PrefixBits.prefix(family, high, low, length),
                        pathId & 0xFFFF_FFFFL,
                        reporter.rib().attributes(attributes),
                        reporter.rib().received(attributes)));
            }
        };
    }

    /** Says so in the log, of one matter once an hour. */
    void warnOnce(String matter, String words) {
        if (shared.gate().opens(matter)) {
            LOG.log(System.Logger.Level.WARNING, words);
        }
    }

    void closed(Feed feed) {
        turns.takeForControl();
        try {
            lives.disconnect(feed, shared.clock().instant());
        } finally {
            turns.give();
        }
    }

    /** Null when the feed is superseded. */
    @Nullable
    PeerState peerUp(Feed feed, SessionUp up, Instant arrival) {
        while (true) {
            takeStream();
            try {
                if (feed.superseded()) {
                    return null;
                }
                if (!lives.makeWay(feed, up, arrival)) {
                    return lives.peerUp(feed, up, arrival);
                }
            } finally {
                turns.give();
            }
            turns.letOthersPass();
        }
    }

    /** Returns when all is told; should the feed be superseded meanwhile, {@link #tick} does the rest. */
    void peerDown(
            Feed feed, SessionId id, DownReason reason, String error, Optional<Instant> routerTime, Instant arrival) {
        RouterState router = feed.router();
        boolean more = turn(feed, () -> lives.peerDown(router, id, reason, error, routerTime, arrival));
        while (more) {
            turns.letOthersPass();
            more = turn(feed, () -> lives.letGo(router, id));
        }
    }

    /** False when the feed is superseded. */
    private boolean turn(Feed feed, BooleanSupplier work) {
        takeStream();
        try {
            return !feed.superseded() && work.getAsBoolean();
        } finally {
            turns.give();
        }
    }

    void endOfRib(Feed feed, PeerState peer, Family family, Instant arrival) {
        takeStream();
        try {
            if (!feed.superseded()) {
                lives.endOfRib(feed.router(), peer, family, arrival);
            }
        } finally {
            turns.give();
        }
    }

    void update(
            Feed feed,
            PeerState peer,
            long routerMicros,
            UpdateDecoder decoder,
            UpdateOutcome outcome,
            long arrivalMicros) {
        Cause withdrawal = outcome == UpdateOutcome.TREATED_AS_WITHDRAW ? Cause.TREATED_AS_WITHDRAW : Cause.WITHDRAWN;
        takeStream();
        try {
            if (!feed.superseded()) {
                int progress = peer.progress();
                reporter.apply(peer, routerMicros, decoder, withdrawal, arrivalMicros, state);
                lives.applied(feed.router(), peer, progress, arrivalMicros);
            }
        } finally {
            turns.give();
        }
    }

    /** An UPDATE of the peer could not be read, or not wholly. */
    void unreadable(Feed feed, PeerState peer, Instant arrival) {
        takeStream();
        try {
            if (!feed.superseded()) {
                lives.unreadable(peer, arrival);
            }
        } finally {
            turns.give();
        }
    }
}
