/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.SessionObservation.DownReason;
import org.openpeering.insights.rib.AdjRibIn;
import org.openpeering.insights.rib.RouteLimit;

/**
 * Peers coming up, coming back and going away. Called in a turn; what it changes it changes under the state lock.
 *
 * <p>A peer that comes up again keeps its routes. Those it sends again are compared as ever; what is left when its table is
 * complete ({@link Completeness}) is withdrawn.
 */
final class PeerLives {
    /** Routes that are looked at in one turn, a millisecond or two. */
    private static final int SLICE = 10_000;
    /** Prefixes and routes around them that are looked at in one turn, about as long: each route is told. */
    private static final int LEAVING_SLICE = 250;

    private final Shared shared;
    private final CollectorSettings settings;
    private final Reporter reporter;
    private final Lock state;
    private final Tally<CollectorCount> tally;
    private final Map<String, RouterState> routers = new HashMap<>();
    private final Map<AdjRibIn, PeerState> byTable = new HashMap<>();
    /** By router: what the inventory names of it, see {@link CollectorSettings#judges}. */
    private final Map<String, Set<String>> internetTables = new HashMap<>();

    private @Nullable Instant lastTick;

    PeerLives(Shared shared, Reporter reporter, Lock state) {
        this.shared = shared;
        this.settings = shared.settings();
        this.reporter = reporter;
        this.state = state;
        this.tally = shared.tally();
    }

    private void change(Runnable change) {
        state.lock();
        try {
            change.run();
        } finally {
            state.unlock();
        }
    }

    PeerState stateOf(AdjRibIn table) {
        return Objects.requireNonNull(byTable.get(table));
    }

    Optional<PeerState> find(SessionId id) {
        RouterState router = routers.get(id.router());
        return router == null
                ? Optional.empty()
                : Optional.ofNullable(router.peers().get(id)).filter(peer -> !peer.gone());
    }

    /** Judged sessions of which absence is a fact. */
    List<PeerState> complete() {
        return byTable.values().stream()
                .filter(peer -> peer.judged() && peer.complete() && !peer.ceded())
                .toList();
    }

    List<TableStatus> tables() {
        return routers.values().stream()
                .flatMap(router -> router.peers().values().stream())
                .flatMap(peer -> peer.statuses().stream())
                .toList();
    }

    List<PeerStatus> statuses() {
        List<PeerStatus> statuses = new ArrayList<>();
        routers.values()
                .forEach(router -> router.peers()
                        .values()
                        .forEach(peer -> statuses.add(new PeerStatus(
                                peer.session(),
                                peer.judged(),
                                peer.connected() && !peer.ceded(),
                                !peer.settled(),
                                peer.doubtful(),
                                peer.routes().size()))));
        return statuses;
    }

    List<LimitStatus> limits() {
        List<LimitStatus> limits = new ArrayList<>();
        routers.values().forEach(router -> {
            limits.add(LimitStatus.of(Optional.of(router.name()), Optional.empty(), router.limit()));
            router.peers()
                    .values()
                    .forEach(peer -> limits.add(LimitStatus.of(
                            Optional.of(router.name()),
                            Optional.of(peer.session()),
                            peer.routes().limit())));
        });
        return limits;
    }

    Feed connect(Shard shard, String name, Optional<IpAddress> source, Instant now) {
        RouterState router = routers.get(name);
        RouterState known = router == null ? new RouterState(name, limitOfRouter()) : router;
        Feed feed = new Feed(shard, known, source, shared.nextEpoch(now), tally);
        Feed before = known.feed();
        if (before != null) {
            before.supersede();
        }
        change(() -> {
            routers.put(name, known);
            known.connect(feed, now);
        });
        return feed;
    }

    private RouteLimit limitOfRouter() {
        return reporter.rib().limit().part(settings.bounds().routesOfRouter());
    }

    void disconnect(Feed feed, Instant now) {
        if (!feed.superseded()) {
            feed.supersede();
            change(() -> feed.router().connect(null, now));
        }
    }

    /** Lets go some of what was of that name and is another session; true when there is more, before the new one can come up. */
    boolean makeWay(Feed feed, SessionUp up, Instant arrival) {
        PeerState known = feed.router().peers().get(up.id());
        if (known == null) {
            return false;
        }
        boolean another = !known.session().peerAsn().equals(up.peerAsn())
                || (known.judged() != judges(up) && !known.isSession(up));
        if (another && !known.gone()) {
            leave(known, DownReason.REPLACED, "", up.routerTime(), arrival);
        }
        return letGo(feed.router(), known);
    }

    /** There is nothing in its way ({@link #makeWay}). */
    PeerState peerUp(Feed feed, SessionUp up, Instant arrival) {
        RouterState router = feed.router();
        PeerState known = router.peers().get(up.id());
        if (known != null && known.connected() && known.isSession(up)) {
            tally.count(CollectorCount.PEER_UPS_REPEATED);
            return known;
        }
        tally.count(CollectorCount.PEER_UPS);
        PeerSession session =
                new PeerSession(up.id(), up.peerAsn(), up.localAddress(), up.localAsn(), feed.epoch(), feed.source());
        PeerState peer = known == null ? add(router, up, session, arrival) : renew(known, up, session, arrival);
        if (peer.told()) {
            reporter.session(peer.tell(known != null, up.routerTime(), arrival));
        }
        return peer;
    }

    private PeerState add(RouterState router, SessionUp up, PeerSession session, Instant arrival) {
        AdjRibIn[] table = new AdjRibIn[1];
        RouteLimit limit = router.limit().part(settings.bounds().routesOfSession());
        change(() -> table[0] = table(router, up, limit));
        PeerState peer = new PeerState(table[0], judges(up), up, session, arrival);
        if (!session.id().vantage()) {
            peer.countedBy(reporter.counter(session.id()));
        }
        change(() -> {
            router.peers().put(session.id(), peer);
            byTable.put(peer.routes(), peer);
        });
        return peer;
    }

    private boolean judges(SessionUp up) {
        return settings.judges(up, internetTables.getOrDefault(up.id().router(), Set.of()));
    }

    /**
     * Takes a step towards what is to be judged of a router; true when there is more. Who is judged from now on is told to be
     * up; its routes are for the caller to tell.
     *
     * @param tables what is an Internet table of the router
     * @param begun is given who is judged from now on
     */
    boolean judge(String name, Set<String> tables, Instant now, Consumer<SessionId> begun) {
        if (tables.isEmpty()) {
            internetTables.remove(name);
        } else {
            internetTables.put(name, tables);
        }
        RouterState router = routers.get(name);
        List<PeerState> peers =
                router == null ? List.of() : List.copyOf(router.peers().values());
        for (PeerState peer : peers) {
            Leaving leaving = peer.leaving();
            if (leaving == null && peer.judged() && !judges(peer.cameUp())) {
                change(() -> peer.leave(Leaving.unjudged(now)));
                return true;
            }
            if (router != null && leaving != null && leaving.stays()) {
                letGo(router, peer);
                return true;
            }
            if (leaving == null && !peer.judged() && judges(peer.cameUp())) {
                begin(peer, now);
                begun.accept(peer.session().id());
            }
        }
        return false;
    }

    private void begin(PeerState peer, Instant now) {
        change(() -> peer.judge(true));
        if (peer.told()) {
            reporter.session(peer.tell(false, Optional.empty(), now));
        }
    }

    /** What sessions held that are judged from now on is told: so may be what is known of their tables. */
    void routesTold(Set<SessionId> begun, Instant now) {
        begun.forEach(id -> find(id).ifPresent(peer -> {
            change(peer::routesTold);
            tellTable(peer, now);
        }));
    }

    /** After policy a session has nearly what it has before: what is stored is the difference. */
    private AdjRibIn table(RouterState router, SessionUp up, RouteLimit limit) {
        PeerState base = up.id().view() == RibView.POST_POLICY
                ? router.peers().get(up.id().with(RibView.PRE_POLICY))
                : null;
        return base == null ? reporter.rib().addPeer(limit) : reporter.rib().addView(base.routes(), limit);
    }

    private PeerState renew(PeerState peer, SessionUp up, PeerSession session, Instant arrival) {
        change(() -> {
            reporter.rib().markStale(peer.routes());
            peer.renew(up, session, arrival);
        });
        sweep(peer, arrival);
        return peer;
    }

    /** True when there is more to be done, see {@link #letGo}. */
    boolean peerDown(
            RouterState router,
            SessionId id,
            DownReason reason,
            String error,
            Optional<Instant> routerTime,
            Instant arrival) {
        PeerState peer = find(id).orElse(null);
        if (peer == null) {
            tally.count(CollectorCount.PEER_DOWNS_UNKNOWN);
            return false;
        }
        tally.count(CollectorCount.PEER_DOWNS);
        leave(peer, reason, error, routerTime, arrival);
        return letGo(router, peer);
    }

    private void leave(PeerState peer, DownReason reason, String error, Optional<Instant> routerTime, Instant now) {
        Leaving leaving = new Leaving(reason, error, routerTime, now);
        change(() -> peer.leave(leaving));
    }

    /** Goes on with the end of a session, should it be ending; true when there is more to be done. */
    boolean letGo(RouterState router, SessionId id) {
        PeerState peer = router.peers().get(id);
        return peer != null && letGo(router, peer);
    }

    /**
     * Withdraws a slice of its routes, and then tells that the session is gone, in that order: others know of its routes by
     * it, should this collector die in between.
     */
    private boolean letGo(RouterState router, PeerState peer) {
        Leaving leaving = peer.leaving();
        if (leaving == null) {
            return false;
        }
        if (peer.judged() && reporter.withdraw(peer, leaving, LEAVING_SLICE)) {
            return true;
        }
        if (peer.told()) {
            reporter.session(leaving.down(peer.session()));
        }
        if (leaving.stays()) {
            change(() -> peer.judge(false));
        } else {
            forget(router, peer);
        }
        return false;
    }

    /** What its table takes is given back in slices, by {@link #tick}. */
    private void forget(RouterState router, PeerState peer) {
        change(() -> {
            router.peers().remove(peer.session().id());
            byTable.remove(peer.routes());
            reporter.rib().detach(peer.routes());
        });
        reporter.countedOut(peer.session().id());
    }

    /** Falls silent about a session, or about a router that has gone elsewhere; the tables go with the next tick. */
    void cede(SessionId id, long epoch, Instant now) {
        RouterState router = routers.get(id.router());
        if (router == null) {
            return;
        }
        Feed feed = router.feed();
        if (epoch == 0) {
            find(id).ifPresent(peer -> change(peer::cede));
        } else if (feed == null || feed.epoch() < epoch) {
            if (feed != null) {
                disconnect(feed, now);
            }
            change(() -> router.peers().values().stream()
                    .filter(peer -> peer.session().epoch() < epoch)
                    .forEach(PeerState::cede));
        }
    }

    /** After an update. */
    void applied(RouterState router, PeerState peer, int progressBefore, long arrivalMicros) {
        if (peer.progress() > progressBefore) {
            router.news(arrivalMicros);
            if (!peer.settled()) {
                become(peer, PeerState::progressed, Micros.instant(arrivalMicros));
            }
        }
        if (peer.turned()) {
            tellTable(peer, Micros.instant(arrivalMicros));
        }
    }

    void endOfRib(RouterState router, PeerState peer, Family family, Instant arrival) {
        // Where there is nothing but these, a router is quiet from the last one on.
        router.news(Micros.of(arrival));
        become(peer, state -> state.endOfRib(family), arrival);
    }

    private void become(PeerState peer, Consumer<PeerState> happening, Instant now) {
        boolean before = peer.settled();
        change(() -> happening.accept(peer));
        sweep(peer, now);
        if (peer.settled() && !before) {
            tally.count(CollectorCount.PEERS_RESYNCED);
        }
        tellTable(peer, now);
    }

    /** Something of the peer could not be read wholly. */
    void unreadable(PeerState peer, Instant arrival) {
        change(() -> peer.doubt(Doubt.Reason.UNREADABLE, arrival));
        tellTable(peer, arrival);
    }

    /** Tells what has become of the table, behind all that it has led to. */
    private void tellTable(PeerState peer, Instant now) {
        if (peer.turned()) {
            reporter.session(peer.tellTable(now));
        }
    }

    /** A slice of what is left of complete tables; true when there is more, which is for {@link #tick}. */
    private boolean sweep(PeerState peer, Instant now) {
        for (Family family : peer.toSweep()) {
            tally.add(CollectorCount.ROUTES_SWEPT, reporter.sweep(peer, family, SLICE, now, state));
        }
        return !peer.toSweep().isEmpty();
    }

    /** Nothing is read, so that nobody can be late: the time since the last tick does not count. Never leaves more to do. */
    boolean standStill(Instant now) {
        Instant before = lastTick;
        lastTick = now;
        if (before != null && before.isBefore(now)) {
            Duration stood = Duration.between(before, now);
            change(() -> routers.values().forEach(router -> router.postpone(stood)));
        }
        return false;
    }

    /** Does some of what is due; true when there is more, before which others may have a turn. */
    boolean tick(Instant now) {
        lastTick = now;
        for (RouterState router : List.copyOf(routers.values())) {
            for (PeerState peer : List.copyOf(router.peers().values())) {
                if (tick(router, peer, now)) {
                    return true;
                }
            }
            if (router.feed() == null && router.peers().isEmpty()) {
                change(() -> routers.remove(router.name()));
            }
        }
        state.lock();
        try {
            return reporter.rib().reclaim(SLICE);
        } finally {
            state.unlock();
        }
    }

    /** True when something was done that took time. */
    private boolean tick(RouterState router, PeerState peer, Instant now) {
        if (!peer.connected() && peer.ceded()) {
            forget(router, peer);
            return false;
        }
        if (peer.leaving() == null && !peer.settled()) {
            become(peer, state -> state.at(now, router.feed() != null, router.news(), settings.patience()), now);
        }
        if (peer.leaving() == null && peer.lost()) {
            tally.count(CollectorCount.PEERS_LOST);
            leave(peer, DownReason.BMP_SESSION_LOST, "", Optional.empty(), now);
        }
        if (peer.leaving() != null) {
            letGo(router, peer);
            return true;
        }
        return sweep(peer, now);
    }
}
