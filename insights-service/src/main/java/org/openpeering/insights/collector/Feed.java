/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.SessionObservation.DownReason;

/**
 * One connection of a router, one stream of vantages, or one recording: where BMP, RIS Live and MRT end, and nothing behind
 * it knows which of them it was. It knows the sessions that came up on it, and decodes outside the shard's locks; used
 * by one thread.
 */
public final class Feed {
    private static final System.Logger LOG = System.getLogger(Feed.class.getName());

    private final Shard shard;
    private final RouterState router;
    private final Optional<IpAddress> source;
    private final long epoch;
    private final Tally<CollectorCount> tally;
    private final UpdateDecoder decoder = new UpdateDecoder();
    private final Map<SessionId, FeedPeer> peers = new HashMap<>();
    private final Set<UpdateOutcome> logged = EnumSet.noneOf(UpdateOutcome.class);
    private volatile boolean superseded;

    Feed(Shard shard, RouterState router, Optional<IpAddress> source, long epoch, Tally<CollectorCount> tally) {
        this.shard = shard;
        this.router = router;
        this.source = source;
        this.epoch = epoch;
        this.tally = tally;
    }

    /** The router's name, or what stands for it in the sessions of vantages. */
    public String name() {
        return router.name();
    }

    RouterState router() {
        return router;
    }

    /** The router's address from which it comes, if that is known. */
    Optional<IpAddress> source() {
        return source;
    }

    /** Grows with every feed of any name. */
    long epoch() {
        return epoch;
    }

    Shard shard() {
        return shard;
    }

    Tally<CollectorCount> tally() {
        return tally;
    }

    UpdateDecoder decoder() {
        return decoder;
    }

    void supersede() {
        superseded = true;
    }

    /** Another feed of the same name has taken over: nothing is taken from this one any more. */
    public boolean superseded() {
        return superseded;
    }

    /** The session, if it has come up on this feed. */
    public @Nullable FeedPeer peer(SessionId id) {
        return peers.get(id);
    }

    /**
     * A session is up. One that is told again as it is known goes on; one that comes up anew keeps its routes until its
     * table is there again, and so do its other views. Null when the feed is superseded.
     */
    public @Nullable FeedPeer up(SessionUp up, Instant arrival) {
        FeedPeer known = peers.get(up.id());
        PeerState state = shard.peerUp(this, up, arrival);
        if (state == null || (known != null && known.goesOn(state, up))) {
            return known;
        }
        FeedPeer peer = new FeedPeer(this, state, up);
        peers.put(up.id(), peer);
        if (up.id().view() == RibView.PRE_POLICY) {
            otherViews(up.id()).forEach(view -> up(up.with(view.view()), arrival));
        }
        return peer;
    }

    /** Another view of a session that is up, when its first message is there: it comes up by that. */
    @Nullable
    FeedPeer view(FeedPeer session, RibView view, Instant arrival) {
        return up(session.up().with(view), arrival);
    }

    /** A session is down, and all its views with it. */
    public void down(SessionId id, DownReason reason, String error, Optional<Instant> routerTime, Instant arrival) {
        peers.remove(id);
        shard.peerDown(this, id, reason, error, routerTime, arrival);
        if (id.view() == RibView.PRE_POLICY) {
            otherViews(id).forEach(view -> down(view, reason, error, routerTime, arrival));
        }
    }

    private Set<SessionId> otherViews(SessionId id) {
        Set<SessionId> views = new TreeSet<>();
        for (RibView view : RibView.values()) {
            SessionId other = id.with(view);
            if (view != id.view() && peers.containsKey(other)) {
                views.add(other);
            }
        }
        return views;
    }

    /** The feed is gone; its sessions wait for one of the same name that goes on with them. Call it once, last. */
    public void lost() {
        shard.closed(this);
    }

    /** Once a feed and kind. */
    void log(UpdateOutcome outcome, SessionId session, Asn asn) {
        if (logged.add(outcome)) {
            LOG.log(System.Logger.Level.WARNING, session + " (AS" + asn + "): UPDATE " + outcome);
        }
    }
}
