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
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.Open;
import org.openpeering.insights.bmp.BmpMessage;
import org.openpeering.insights.bmp.RibView;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.collector.SessionObservation.DownReason;
import org.openpeering.insights.rib.AdjRibIn;

/**
 * Peers coming up, coming back and going away. Called in a turn; what it changes it changes under the state lock.
 *
 * <p>A peer that comes up again keeps its routes. Those it sends again are compared as ever; the others are withdrawn at
 * the End-of-RIB of their family, or once it has sent none of them for the resync delay, or never if none is left. An
 * End-of-RIB before the first route is not believed: routers report a session that has just come up with an empty table.
 */
final class PeerLives {
    private final CollectorSettings settings;
    private final Reporter reporter;
    private final Lock state;
    private final Tally<CollectorCount> tally;
    private final Map<String, RouterState> routers = new HashMap<>();
    private final Map<AdjRibIn, PeerState> byTable = new HashMap<>();
    private long lastEpoch;

    PeerLives(CollectorSettings settings, Reporter reporter, Lock state, Tally<CollectorCount> tally) {
        this.settings = settings;
        this.reporter = reporter;
        this.state = state;
        this.tally = tally;
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

    Optional<PeerState> find(PeerId id) {
        RouterState router = routers.get(id.router());
        return router == null
                ? Optional.empty()
                : Optional.ofNullable(router.peers().get(id));
    }

    List<PeerStatus> statuses() {
        List<PeerStatus> statuses = new ArrayList<>();
        routers.values()
                .forEach(router -> router.peers()
                        .values()
                        .forEach(peer -> statuses.add(new PeerStatus(
                                peer.session(),
                                peer.connected() && !peer.ceded(),
                                peer.resyncing(),
                                peer.routes().size()))));
        return statuses;
    }

    RouterFeed connect(Collector collector, String name, Instant now) {
        RouterState router = routers.get(name);
        RouterState known = router == null ? new RouterState(name, now) : router;
        RouterFeed feed = new RouterFeed(collector, known, tally);
        RouterFeed before = known.feed();
        if (before != null) {
            before.supersede();
        }
        change(() -> {
            routers.put(name, known);
            known.connect(feed, now);
        });
        return feed;
    }

    void disconnect(RouterFeed feed, Instant now) {
        if (!feed.superseded()) {
            feed.supersede();
            change(() -> feed.router().connect(null, now));
        }
    }

    /** Null when the message tells nothing new. */
    @Nullable
    PeerState peerUp(RouterState router, BmpMessage.PeerUp up, Instant arrival) {
        PeerId id =
                new PeerId(router.name(), up.peer().distinguisher(), up.peer().address());
        PeerState known = router.peers().get(id);
        boolean otherView = up.peer().view() != RibView.PRE_POLICY;
        if (known != null && known.connected() && (otherView || known.isSession(up))) {
            tally.count(CollectorCount.PEER_UPS_REPEATED);
            return null;
        }
        tally.count(CollectorCount.PEER_UPS);
        router.sign(arrival);
        Asn asn = new Asn(up.peer().asn());
        if (known != null && !known.session().peerAsn().equals(asn)) {
            down(router, known, DownReason.REPLACED, "", up.peer().time(), arrival);
            known = null;
        }
        lastEpoch = Math.max(lastEpoch + 1, arrival.toEpochMilli());
        PeerSession session = new PeerSession(id, asn, up.local(), up.sent().map(Open::asn), lastEpoch);
        PeerState peer = known == null ? add(router, up, session) : renew(known, up, session, arrival);
        reporter.session(new SessionObservation.Established(
                session, known != null, up.peer().time(), arrival));
        return peer;
    }

    private PeerState add(RouterState router, BmpMessage.PeerUp up, PeerSession session) {
        AdjRibIn[] table = new AdjRibIn[1];
        change(() -> table[0] = reporter.rib().addPeer());
        PeerState peer = new PeerState(table[0], up, session);
        change(() -> {
            router.peers().put(session.peer(), peer);
            byTable.put(peer.routes(), peer);
        });
        return peer;
    }

    private PeerState renew(PeerState peer, BmpMessage.PeerUp up, PeerSession session, Instant arrival) {
        change(() -> {
            reporter.rib().markStale(peer.routes());
            peer.renew(up, session, arrival.plus(settings.resyncDelay()));
            settle(peer);
        });
        return peer;
    }

    void peerDown(RouterState router, PeerId id, BmpMessage.PeerDown down, Instant arrival) {
        PeerState peer = router.peers().get(id);
        if (peer == null) {
            tally.count(CollectorCount.PEER_DOWNS_UNKNOWN);
            return;
        }
        tally.count(CollectorCount.PEER_DOWNS);
        String error = down.errorCode() == 0 ? "" : down.errorCode() + "/" + down.errorSubcode();
        down(router, peer, DownReason.of(down.reason()), error, down.peer().time(), arrival);
    }

    private void down(
            RouterState router,
            PeerState peer,
            DownReason reason,
            String error,
            Optional<Instant> routerTime,
            Instant now) {
        reporter.session(new SessionObservation.Down(peer.session(), reason, error, routerTime, now));
        reporter.rib().forEachRoute(peer.routes(), reporter.withdrawing(peer, Cause.PEER_DOWN, routerTime, now));
        forget(router, peer);
    }

    private void forget(RouterState router, PeerState peer) {
        change(() -> {
            router.peers().remove(peer.session().peer());
            byTable.remove(peer.routes());
            reporter.rib().removePeer(peer.routes());
        });
    }

    /** Falls silent about a peer; its table goes with the connection. */
    void cede(PeerId id) {
        find(id).ifPresent(peer -> change(peer::cede));
    }

    int stale(PeerState peer) {
        return peer.resyncing()
                ? peer.routes().stale(Family.IPV4) + peer.routes().stale(Family.IPV6)
                : 0;
    }

    /** After an update: did it bring back routes that were waited for? */
    void progressed(RouterState router, PeerState peer, int staleBefore, Instant arrival) {
        if (staleBefore > 0 && stale(peer) < staleBefore) {
            router.sign(arrival);
            change(() -> {
                peer.resyncNotBefore(arrival.plus(settings.resyncDelay()));
                settle(peer);
            });
        }
    }

    private void settle(PeerState peer) {
        if (stale(peer) == 0) {
            peer.resynced();
            tally.count(CollectorCount.PEERS_RESYNCED);
        }
    }

    void endOfRib(PeerState peer, Family family, Instant arrival) {
        if (peer.resyncing() && peer.routes().size(family) > peer.routes().stale(family)) {
            sweep(peer, family, arrival);
        }
    }

    private void sweep(PeerState peer, Family family, Instant now) {
        reporter.rib()
                .forEachStale(peer.routes(), family, reporter.withdrawing(peer, Cause.RESYNC, Optional.empty(), now));
        change(() -> {
            tally.add(CollectorCount.ROUTES_SWEPT, reporter.rib().sweep(peer.routes(), family));
            settle(peer);
        });
    }

    void tick(Instant now) {
        for (RouterState router : List.copyOf(routers.values())) {
            Instant patience = router.lastSign().plus(settings.grace());
            for (PeerState peer : List.copyOf(router.peers().values())) {
                if (!peer.connected() && peer.ceded()) {
                    forget(router, peer);
                } else if (!peer.connected() && !patience.isAfter(now)) {
                    tally.count(CollectorCount.PEERS_LOST);
                    down(router, peer, DownReason.BMP_SESSION_LOST, "", Optional.empty(), now);
                } else if (peer.connected() && peer.resyncDue(now)) {
                    sweep(peer, Family.IPV4, now);
                    sweep(peer, Family.IPV6, now);
                }
            }
            if (router.feed() == null && router.peers().isEmpty()) {
                change(() -> routers.remove(router.name()));
            }
        }
    }
}
