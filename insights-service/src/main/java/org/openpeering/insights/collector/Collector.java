/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.bmp.Tally;

/**
 * The routes that routers report, and what of them concerns monitored prefixes, given to one sink. Routers are divided among
 * {@link Shard shards} by their names, so that none waits for what one of another shard does; all of a router, its sessions
 * and their routes, is of one shard. What concerns a session is asked of its router's, what concerns a prefix of all of them.
 *
 * <p><b>Nothing is missed, nothing overtakes</b>, as each shard warrants it. A prefix is synced when every shard has reported
 * what it holds: {@link #monitor} says so after the last one. Prefixes come and go one at a time.
 */
public final class Collector implements BmpReceiver {
    private final Shared shared;
    private final List<Shard> shards;
    private final ReentrantLock monitoring = new ReentrantLock();

    /** Of one shard. */
    public Collector(CollectorSettings settings, CollectorSink sink, InstantSource clock) {
        this(settings, sink, clock, 1);
    }

    /** @param shards so many threads at most can do something for routers at the same time */
    public Collector(CollectorSettings settings, CollectorSink sink, InstantSource clock, int shards) {
        this.shared = new Shared(settings, sink, clock, shards);
        this.shards = IntStream.range(0, shards)
                .mapToObj(number -> new Shard(shared, number))
                .toList();
    }

    private Shard of(String router) {
        return shards.get(Math.floorMod(router.hashCode(), shards.size()));
    }

    @Override
    public Session open(RouterIdentity router) {
        Shard shard = of(router.name());
        return new BmpFeed(shard, shard.feed(router.name(), router.source()));
    }

    /**
     * A feed begins. One of the same name before it is superseded, and its sessions wait for this one to go on with them.
     *
     * @param name the router's, or a vantage's ({@link SessionId#vantage})
     */
    public Feed feed(String name) {
        return of(name).feed(name, Optional.empty());
    }

    /**
     * Watches a prefix, or takes a later revision of one that is watched. Returns after all routes held for it, and then
     * {@code synced}, were given to the sink; a revision older than the one known is left aside.
     */
    public void monitor(IpPrefix prefix, long revision) {
        monitoring.lock();
        try {
            boolean taken = true;
            for (Shard shard : shards) {
                taken &= shard.monitor(prefix, revision);
            }
            if (taken) {
                shards.getLast().synced(prefix, revision);
            }
        } finally {
            monitoring.unlock();
        }
    }

    /** Watches a prefix no more. Nothing is reported for it after this returns, its routes are not withdrawn. */
    public void unmonitor(IpPrefix prefix) {
        monitoring.lock();
        try {
            shards.forEach(shard -> shard.unmonitor(prefix));
        } finally {
            monitoring.unlock();
        }
    }

    /**
     * Says which tables of a router besides the global one are the Internet's, and takes back what was said before. Returns
     * when sessions in these tables, should some be up, are told to be up with their routes, and those in tables that are none
     * of the Internet any more to be down; nothing that is held is lost by it.
     *
     * @param tables as {@link org.openpeering.contract.net.RouteDistinguisher#canonical} writes them
     */
    public void internetTables(String router, Set<String> tables) {
        of(router).internetTables(router, tables);
    }

    /** Tells again what all sessions hold for a monitored prefix, see {@link #resync(IpPrefix, Predicate)}. */
    public boolean resync(IpPrefix prefix) {
        return resync(prefix, _ -> true);
    }

    /**
     * Tells again all that is held for a monitored prefix, and of each session whose table is complete that this is all: for
     * when something of it may not have arrived.
     *
     * @param of the sessions that are meant
     * @return false if this was not all, since the prefix is not monitored, or not by every shard yet
     */
    public boolean resync(IpPrefix prefix, Predicate<SessionId> of) {
        boolean all = true;
        for (Shard shard : shards) {
            all &= shard.resync(prefix, of);
        }
        return all;
    }

    /**
     * Tells for every monitored prefix which routes of a peer concern it, none for a peer that is not up or not judged. No change of
     * the peer comes in between, and the sink may be called while it is told.
     */
    public void readTable(SessionId peer, TableReader reader) {
        of(peer.router()).readTable(peer, reader);
    }

    /** Is told all that a peer holds. */
    public interface TableReader {
        /** Called first; empty for a peer that is not up, or is not judged. */
        void peer(Optional<PeerSession> up);

        void table(IpPrefix monitored, List<HeldRoute> held);
    }

    /**
     * Leaves a session to another collector that has said it is up. If that was on a later connection of the router, all of
     * the router is left to it, and its feed here is superseded; what is said of an earlier one is late. What is left ends
     * here without a word, until it comes up here again.
     *
     * @param epoch of the other's connection; 0 when it is not known
     */
    public void cede(SessionId session, long epoch) {
        of(session.router()).cede(session, epoch);
    }

    /** An epoch somebody has given: the next ones here are greater. */
    public void heard(long epoch) {
        shared.heard(epoch);
    }

    /** Does what has become due, in slices between which others have their turns; to be called every second or so. */
    public void tick(Instant now) {
        List<Shard> busy = new ArrayList<>(shards);
        while (!busy.isEmpty()) {
            busy.removeIf(shard -> !shard.tick(now));
        }
    }

    /** Tells all that was counted of sessions and was not told yet: before the end. */
    public void tellCounts() {
        shards.forEach(Shard::tellCounts);
    }

    /** The first exception of the sink; the collector takes nothing after it and the process should be restarted. */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(shared.failure());
    }

    public Tally<CollectorCount> tally() {
        return shared.tally();
    }

    public int monitored() {
        return shards.getFirst().monitored();
    }

    /** Sessions that are counted: those that are here, and were a short while ago. */
    int counted() {
        return shards.stream().mapToInt(Shard::counted).sum();
    }

    /** All tables of peers that are up or waited for. */
    public List<TableStatus> tables() {
        return all(Shard::tables);
    }

    /** All peers that are up or waited for. */
    public List<PeerStatus> peers() {
        return all(Shard::peers);
    }

    /** Limits of routes: of all, of each router, of each session. */
    public List<LimitStatus> limits() {
        List<LimitStatus> limits = new ArrayList<>();
        limits.add(LimitStatus.of(Optional.empty(), Optional.empty(), shared.routes()));
        limits.addAll(all(Shard::limits));
        return limits;
    }

    private <T> List<T> all(Function<Shard, List<T>> part) {
        return shards.stream().flatMap(shard -> part.apply(shard).stream()).toList();
    }

    /**
     * Sizes of the RIBs. A prefix or a set of attributes counts once in each shard.
     *
     * @param attributesRefused sets of attributes for which there was no room, since the beginning
     */
    public record Sizes(
            int ipv4Prefixes,
            int ipv6Prefixes,
            int attributeSets,
            long attributeBytes,
            long attributesRefused,
            long routes,
            long tableBytes) {}

    public Sizes sizes() {
        List<Sizes> parts = shards.stream().map(Shard::sizes).toList();
        return new Sizes(
                (int) sum(parts, Sizes::ipv4Prefixes),
                (int) sum(parts, Sizes::ipv6Prefixes),
                (int) sum(parts, Sizes::attributeSets),
                sum(parts, Sizes::attributeBytes),
                sum(parts, Sizes::attributesRefused),
                sum(parts, Sizes::routes),
                sum(parts, Sizes::tableBytes));
    }

    private static long sum(List<Sizes> parts, ToLongFunction<Sizes> size) {
        return parts.stream().mapToLong(size).sum();
    }

    /** Up to {@code limit} routes that a peer sent; none for a peer that is not up. */
    public List<HeldRoute> routes(SessionId peer, int limit) {
        return page(peer, Optional.empty(), 0, limit);
    }

    /** Up to {@code limit} routes of all peers for prefixes equal to this one, inside it, or holding it. */
    public List<HeldRoute> routes(IpPrefix prefix, int limit) {
        List<HeldRoute> routes = new ArrayList<>();
        for (Shard shard : shards) {
            routes.addAll(shard.routes(prefix, limit - routes.size()));
        }
        return routes;
    }

    /**
     * Routes that a peer sent, in the order of prefix and path identifier, IPv4 first; none for a peer that is not up. It
     * costs the page and not the table.
     *
     * @param after the prefix of the route before, which need not be held any more
     * @param afterPathId and its path identifier
     */
    public List<HeldRoute> page(SessionId peer, Optional<IpPrefix> after, long afterPathId, int limit) {
        return of(peer.router()).page(peer, after, afterPathId, limit);
    }

    /**
     * Shows the AS paths that a peer sent, each at least once and not once for every route: read in slices between which
     * tables change. What comes and goes meanwhile may be left out.
     */
    public void paths(SessionId peer, Consumer<AsPath> reader) {
        of(peer.router()).paths(peer, reader);
    }

    /** Whether the route is there now. */
    public boolean holds(RouteId route) {
        return routes(route.prefix(), Integer.MAX_VALUE).stream()
                .anyMatch(held -> held.prefix().equals(route.prefix())
                        && held.session().id().equals(route.session())
                        && held.pathId() == route.pathId());
    }

    /** Of some sessions the routes of the longest prefix that holds the given one, be it itself. */
    public List<HeldRoute> longestMatch(IpPrefix prefix, Set<SessionId> sessions) {
        List<HeldRoute> found = all(shard -> shard.longestMatch(prefix, sessions));
        int longest =
                found.stream().mapToInt(route -> route.prefix().length()).max().orElse(0);
        return found.stream()
                .filter(route -> route.prefix().length() == longest)
                .toList();
    }

    /** Whether a session is up here, or waited for. */
    public boolean holds(SessionId session) {
        return of(session.router()).holds(session);
    }
}
