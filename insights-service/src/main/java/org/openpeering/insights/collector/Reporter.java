/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.MinuteCounter;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.monitored.MonitoredPrefix;
import org.openpeering.insights.monitored.MonitoredTrie;
import org.openpeering.insights.monitored.Relation;
import org.openpeering.insights.rib.AdjRibIn;
import org.openpeering.insights.rib.Rib;
import org.openpeering.insights.rib.RouteVisitor;

/** RIB, monitored prefixes and sink together. Called in a turn; only there may the RIB be read without the state lock. */
final class Reporter {
    private final Rib rib;
    private final MonitoredTrie trie = new MonitoredTrie();
    /** What the trie has, in order, for work that goes from one to the next in slices. */
    private final NavigableSet<IpPrefix> monitored = new TreeSet<>();

    private final UpdateEffect effect;
    private final CollectorSink sink;
    private final Tally<CollectorCount> tally;
    private final Shared shared;
    private final int shard;
    /** Of sessions that are here, or were a short while ago. */
    private final Map<SessionId, MinuteCounter> counters = new HashMap<>();

    /** Those of them that are not here any more. */
    private final Set<SessionId> left = new HashSet<>();

    Reporter(Shared shared, int shard) {
        this.rib = new Rib(shared.routes(), () -> shared.attributeRoom(shard));
        this.effect = new UpdateEffect(rib, trie);
        this.sink = shared.sink();
        this.tally = shared.tally();
        this.shared = shared;
        this.shard = shard;
    }

    Rib rib() {
        return rib;
    }

    MonitoredTrie trie() {
        return trie;
    }

    void apply(
            PeerState peer,
            long routerMicros,
            UpdateDecoder decoder,
            Cause withdrawal,
            long arrivalMicros,
            Lock state) {
        List<RouteObservation> observations;
        state.lock();
        try {
            effect.begin(peer, routerMicros, arrivalMicros, withdrawal);
            rib.at(arrivalMicros / 1_000_000);
            decoder.deliver(effect);
            observations = effect.finish(tally);
        } finally {
            shared.attributeBytes(shard, rib.attributeBytes());
            state.unlock();
        }
        for (int i = 0; i < observations.size(); i++) {
            route(observations.get(i));
        }
    }

    /** False if a later revision is known. */
    boolean monitor(IpPrefix prefix, long revision, Function<AdjRibIn, PeerState> states, Instant now) {
        if (trie.find(prefix).filter(known -> known.revision() > revision).isPresent()) {
            return false;
        }
        MonitoredPrefix found = new MonitoredPrefix(prefix, revision);
        trie.put(found);
        monitored.add(prefix);
        rib.forEachOverlapping(
                prefix.family(),
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                new HeldRoutes(found, states, now));
        return true;
    }

    void unmonitor(IpPrefix prefix) {
        trie.remove(prefix);
        monitored.remove(prefix);
    }

    List<IpPrefix> monitored() {
        return List.copyOf(monitored);
    }

    void synced(IpPrefix prefix, long revision) {
        guarded(() -> sink.synced(prefix, revision));
    }

    /** Reports all that is held for a prefix, and of each session that this is all; false if it is not monitored. */
    boolean resync(
            IpPrefix prefix,
            Function<AdjRibIn, PeerState> states,
            List<PeerState> complete,
            Predicate<SessionId> of,
            Instant now) {
        MonitoredPrefix found = trie.find(prefix).orElse(null);
        if (found == null) {
            return false;
        }
        Map<PeerState, List<RouteId>> tables = new HashMap<>();
        complete.stream()
                .filter(peer -> of.test(peer.session().id()))
                .forEach(peer -> tables.put(peer, new ArrayList<>()));
        HeldRoutes held = new HeldRoutes(found, states, now);
        rib.forEachOverlapping(
                prefix.family(),
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                (peer, family, high, low, length, pathId, attributes) -> {
                    PeerState state = states.apply(peer);
                    if (!of.test(state.session().id())) {
                        return;
                    }
                    held.visit(peer, family, high, low, length, pathId, attributes);
                    tables.computeIfPresent(state, (_, routes) -> {
                        routes.add(new RouteId(
                                state.session().id(),
                                PrefixBits.prefix(family, high, low, length),
                                pathId & 0xFFFF_FFFFL));
                        return routes;
                    });
                });
        tables.forEach((peer, routes) -> guarded(() -> sink.table(peer.session(), prefix, routes)));
        return true;
    }

    /** Reports the routes that a monitored prefix finds in the RIB. */
    private final class HeldRoutes implements RouteVisitor {
        private final MonitoredPrefix monitored;
        private final Function<AdjRibIn, PeerState> states;
        private final Instant now;
        private int lastNumber;
        private Optional<PathAttributes> lastAttributes = Optional.empty();

        HeldRoutes(MonitoredPrefix monitored, Function<AdjRibIn, PeerState> states, Instant now) {
            this.monitored = monitored;
            this.states = states;
            this.now = now;
        }

        @Override
        public void visit(AdjRibIn peer, Family family, long high, long low, int length, int pathId, int attributes) {
            PeerState state = states.apply(peer);
            if (!state.judged() || state.leaving() != null) {
                return;
            }
            if (attributes != lastNumber) {
                lastNumber = attributes;
                lastAttributes = Optional.of(rib.attributes(attributes));
            }
            Relation relation = relation(monitored, length);
            route(new RouteObservation(
                    monitored,
                    relation,
                    PrefixBits.prefix(family, high, low, length),
                    pathId & 0xFFFF_FFFFL,
                    state.session(),
                    lastAttributes,
                    Cause.SYNC,
                    Optional.empty(),
                    now));
        }
    }

    /** The peer's routes by monitored prefix; each monitored prefix is there. */
    Map<IpPrefix, List<HeldRoute>> tables(Optional<PeerState> peer) {
        Map<IpPrefix, List<HeldRoute>> tables = new HashMap<>();
        monitored.forEach(prefix -> tables.put(prefix, new ArrayList<>()));
        peer.ifPresent(state -> rib.forEachRoute(
                state.routes(),
                (table, family, high, low, length, pathId, attributes) -> trie.match(
                        high,
                        low,
                        length,
                        family,
                        (match, relation) -> Objects.requireNonNull(tables.get(match.prefix()))
                                .add(new HeldRoute(
                                        state.session(),
                                        PrefixBits.prefix(family, high, low, length),
                                        pathId & 0xFFFF_FFFFL,
                                        rib.attributes(attributes),
                                        rib.received(attributes))))));
        return tables;
    }

    /**
     * Reports as withdrawn a slice of what of a peer's table concerns somebody; true when there is more. A small table is
     * looked through, around a monitored prefix after the other else.
     *
     * @param budget prefixes and routes; the routes of one prefix are told together
     */
    boolean withdraw(PeerState state, Leaving leaving, int budget) {
        if (state.routes().size() <= Math.min(budget, trie.size())) {
            rib.forEachRoute(
                    state.routes(),
                    withdrawing(state, leaving.cause(), leaving.routerTime(), leaving.now(), this::route));
            return false;
        }
        int left = budget;
        while (left > 0) {
            IpPrefix next = leaving.next(monitored);
            if (next == null) {
                return false;
            }
            left -= 1
                    + trie.find(next)
                            .map(known -> withdrawAround(known, state, leaving))
                            .orElse(0);
        }
        return true;
    }

    private int withdrawAround(MonitoredPrefix around, PeerState state, Leaving leaving) {
        int[] told = {0};
        rib.forEachOverlapping(
                state.routes(),
                around.prefix().family(),
                PrefixBits.high(around.prefix()),
                PrefixBits.low(around.prefix()),
                around.prefix().length(),
                (peer, family, high, low, length, pathId, attributes) -> {
                    IpPrefix prefix = PrefixBits.prefix(family, high, low, length);
                    Relation relation = relation(around, length);
                    RouteId id = new RouteId(state.session().id(), prefix, pathId & 0xFFFF_FFFFL);
                    if (relation != Relation.LESS_SPECIFIC || leaving.first(id)) {
                        told[0]++;
                        route(withdrawal(
                                state,
                                around,
                                relation,
                                prefix,
                                pathId,
                                leaving.cause(),
                                leaving.routerTime(),
                                leaving.now()));
                    }
                });
        return told[0];
    }

    /** Removes some routes that a peer has not sent again, and reports those that concern somebody; returns how many. */
    int sweep(PeerState state, Family family, int budget, Instant now, Lock lock) {
        List<RouteObservation> gone = new ArrayList<>();
        RouteVisitor visitor = state.judged()
                ? withdrawing(state, Cause.RESYNC, Optional.empty(), now, gone::add)
                : (peer, of, high, low, length, pathId, attributes) -> {};
        int removed;
        lock.lock();
        try {
            removed = rib.sweep(state.routes(), family, budget, visitor);
        } finally {
            lock.unlock();
        }
        gone.forEach(this::route);
        return removed;
    }

    private RouteVisitor withdrawing(
            PeerState state, Cause cause, Optional<Instant> routerTime, Instant now, Consumer<RouteObservation> taker) {
        return (peer, family, high, low, length, pathId, attributes) -> trie.match(
                high,
                low,
                length,
                family,
                (match, relation) -> taker.accept(withdrawal(
                        state,
                        match,
                        relation,
                        PrefixBits.prefix(family, high, low, length),
                        pathId,
                        cause,
                        routerTime,
                        now)));
    }

    private static RouteObservation withdrawal(
            PeerState state,
            MonitoredPrefix monitored,
            Relation relation,
            IpPrefix prefix,
            int pathId,
            Cause cause,
            Optional<Instant> routerTime,
            Instant now) {
        return new RouteObservation(
                monitored,
                relation,
                prefix,
                pathId & 0xFFFF_FFFFL,
                state.session(),
                Optional.empty(),
                cause,
                routerTime,
                now);
    }

    private static Relation relation(MonitoredPrefix monitored, int length) {
        int own = monitored.prefix().length();
        return length == own ? Relation.EXACT : length > own ? Relation.MORE_SPECIFIC : Relation.LESS_SPECIFIC;
    }

    void session(SessionObservation observation) {
        guarded(() -> sink.session(observation));
    }

    /** Who counts what a session sends, over its lives here that follow each other soon. */
    MinuteCounter counter(SessionId session) {
        left.remove(session);
        return counters.computeIfAbsent(session, id -> new MinuteCounter(Kind.SESSION, id.toString()));
    }

    /** Nothing more comes of it, unless it comes up again. */
    void countedOut(SessionId session) {
        if (counters.containsKey(session)) {
            left.add(session);
        }
    }

    /** Tells what was counted, of minutes that go on now and then. */
    void tellCounts(Instant now) {
        counters.values().forEach(counter -> counter.tell(now.toEpochMilli(), this::counted));
        left.removeIf(session -> {
            boolean over = Objects.requireNonNull(counters.get(session)).idle(now.toEpochMilli());
            if (over) {
                counters.remove(session);
            }
            return over;
        });
    }

    /** How many sessions have a counter. */
    int counted() {
        return counters.size();
    }

    /** Tells all that was counted. */
    void tellCounts() {
        counters.values().forEach(counter -> counter.tell(this::counted));
    }

    private void counted(MinuteCounter.Told told) {
        guarded(() -> sink.counted(told));
    }

    private void route(RouteObservation observation) {
        tally.count(CollectorCount.OBSERVATIONS);
        guarded(() -> sink.route(observation));
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            shared.fail(e);
            throw e;
        } catch (Error e) {
            shared.fail(new IllegalStateException(e));
            throw e;
        }
    }
}
