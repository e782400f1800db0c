/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bmp.PeerHeader;
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
    private final Rib rib = new Rib();
    private final MonitoredTrie trie = new MonitoredTrie();
    private final CollectorSink sink;
    private final Tally<CollectorCount> tally;
    private volatile @Nullable RuntimeException failure;

    Reporter(CollectorSink sink, Tally<CollectorCount> tally) {
        this.sink = sink;
        this.tally = tally;
    }

    Rib rib() {
        return rib;
    }

    MonitoredTrie trie() {
        return trie;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    void apply(
            PeerState peer, PeerHeader header, UpdateDecoder decoder, Cause withdrawal, Instant arrival, Lock state) {
        UpdateEffect effect = new UpdateEffect(rib, trie, peer, header, arrival, withdrawal);
        List<RouteObservation> observations;
        state.lock();
        try {
            decoder.deliver(effect);
            observations = effect.finish(tally);
        } finally {
            state.unlock();
        }
        observations.forEach(this::route);
    }

    void monitor(IpPrefix prefix, long revision, Function<AdjRibIn, PeerState> states, Instant now) {
        if (trie.find(prefix).filter(known -> known.revision() > revision).isPresent()) {
            return;
        }
        MonitoredPrefix monitored = new MonitoredPrefix(prefix, revision);
        trie.put(monitored);
        rib.forEachOverlapping(
                prefix.family(),
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                new HeldRoutes(monitored, states, now));
        guarded(() -> sink.synced(prefix, revision));
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
            if (attributes != lastNumber) {
                lastNumber = attributes;
                lastAttributes = Optional.of(rib.attributes(attributes));
            }
            int own = monitored.prefix().length();
            Relation relation =
                    length == own ? Relation.EXACT : length > own ? Relation.MORE_SPECIFIC : Relation.LESS_SPECIFIC;
            route(new RouteObservation(
                    monitored,
                    relation,
                    PrefixBits.prefix(family, high, low, length),
                    pathId & 0xFFFF_FFFFL,
                    states.apply(peer).session(),
                    lastAttributes,
                    Cause.SYNC,
                    Optional.empty(),
                    now));
        }
    }

    /** The peer's routes by monitored prefix; each monitored prefix is there. */
    Map<IpPrefix, List<HeldRoute>> tables(Optional<PeerState> peer) {
        Map<IpPrefix, List<HeldRoute>> tables = new HashMap<>();
        trie.forEach(monitored -> tables.put(monitored.prefix(), new ArrayList<>()));
        peer.ifPresent(state -> rib.forEachRoute(
                state.routes(),
                (table, family, high, low, length, pathId, attributes) -> trie.match(
                        high,
                        low,
                        length,
                        family,
                        (monitored, relation) -> Objects.requireNonNull(tables.get(monitored.prefix()))
                                .add(new HeldRoute(
                                        state.session(),
                                        PrefixBits.prefix(family, high, low, length),
                                        pathId & 0xFFFF_FFFFL,
                                        rib.attributes(attributes))))));
        return tables;
    }

    /** A visitor that reports each route it is given as withdrawn. */
    RouteVisitor withdrawing(PeerState state, Cause cause, Optional<Instant> routerTime, Instant now) {
        return (peer, family, high, low, length, pathId, attributes) -> trie.match(
                high,
                low,
                length,
                family,
                (monitored, relation) -> route(new RouteObservation(
                        monitored,
                        relation,
                        PrefixBits.prefix(family, high, low, length),
                        pathId & 0xFFFF_FFFFL,
                        state.session(),
                        Optional.empty(),
                        cause,
                        routerTime,
                        now)));
    }

    void session(SessionObservation observation) {
        guarded(() -> sink.session(observation));
    }

    private void route(RouteObservation observation) {
        tally.count(CollectorCount.OBSERVATIONS);
        guarded(() -> sink.route(observation));
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
