/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.Open;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bmp.BmpMessage;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.PeerHeader;
import org.openpeering.insights.collector.SessionObservation.DownReason;

/**
 * One BMP connection of a router as a feed.
 *
 * <p>Routers tell of a session for one view or for each (RFC 7854 section 5, RFC 8671 section 5.2); it is up with the first
 * word of any, and down with the first that is not about a view alone. Another view of it comes up with its first message, as
 * does a Loc-RIB that was not announced.
 */
final class BmpFeed implements BmpReceiver.Session {
    /** RFC 7854 section 4.9: the router will say no more of it. */
    private static final int NO_LONGER_MONITORED = 5;

    private static final int MOST_HEADERS = 1000;

    private final Shard shard;
    private final Feed feed;
    /** Of the headers of messages since sessions came up or went last, as many as a router has. */
    private final Map<PeerHeader, FeedPeer> byHeader = new HashMap<>();

    BmpFeed(Shard shard, Feed feed) {
        this.shard = shard;
        this.feed = feed;
    }

    /**
     * What makes two Peer Ups tell of the same establishment. The router's clock is asked only where it gives no ports: two
     * sessions never share both.
     */
    private record Life(int localPort, int remotePort, long micros, Optional<Open> sent, Optional<Open> received) {
        static Life of(BmpMessage.PeerUp up) {
            boolean ports = up.localPort() != 0 && up.remotePort() != 0;
            return new Life(up.localPort(), up.remotePort(), ports ? 0 : up.timeMicros(), up.sent(), up.received());
        }
    }

    @Override
    public boolean receive(BmpMessage message, long arrivalMicros) {
        switch (message) {
            case BmpMessage.RouteMonitoring monitoring -> updates(monitoring, arrivalMicros);
            case BmpMessage.PeerUp up -> peerUp(up, Micros.instant(arrivalMicros));
            case BmpMessage.PeerDown down -> peerDown(down, Micros.instant(arrivalMicros));
            case BmpMessage.Initiation m -> {}
            case BmpMessage.Statistics m -> {}
            case BmpMessage.Mirroring m -> {}
            case BmpMessage.Termination m -> {}
            case BmpMessage.Unknown m -> {}
            case BmpMessage.Malformed m -> {}
        }
        return !feed.superseded();
    }

    @Override
    public void closed() {
        feed.lost();
    }

    private void peerUp(BmpMessage.PeerUp up, Instant arrival) {
        PeerHeader header = up.peer();
        SessionId told = header.session(feed.name());
        SessionId id = session(told);
        if (!id.equals(told) && feed.peer(id) != null) {
            feed.tally().count(CollectorCount.PEER_UPS_REPEATED);
            return;
        }
        byHeader.clear();
        FeedPeer before = feed.peer(id);
        FeedPeer now = feed.up(
                new SessionUp(
                        id,
                        up.table(),
                        new Asn(header.asn()),
                        up.local(),
                        up.sent().map(Open::asn),
                        families(up),
                        Reading.received(up.sent(), up.received(), header.fourByteAs(), header.asn()),
                        Life.of(up),
                        Micros.told(up.timeMicros())),
                arrival);
        if (now != before) {
            noteUnreadable(up);
        }
    }

    private static Set<Family> families(BmpMessage.PeerUp up) {
        Set<Family> families = EnumSet.allOf(Family.class);
        up.sent().ifPresent(open -> families.retainAll(open.families()));
        up.received().ifPresent(open -> families.retainAll(open.families()));
        return families;
    }

    /** That of the network that a view belongs to. */
    private static SessionId session(SessionId view) {
        return view.view() == RibView.LOC_RIB ? view : view.with(RibView.PRE_POLICY);
    }

    private void noteUnreadable(BmpMessage.PeerUp up) {
        if (!up.unreadable().isEmpty()) {
            feed.tally().count(CollectorCount.PEER_UPS_UNREADABLE_OPEN);
            shard.warnOnce(
                    "open " + up.peer().session(feed.name()),
                    "Router " + feed.name() + ", peer " + up.peer().address() + " (AS"
                            + up.peer().asn() + "): cannot read " + up.unreadable()
                            + " in its Peer Up; how its UPDATEs are written is found out from them");
        }
    }

    private void peerDown(BmpMessage.PeerDown down, Instant arrival) {
        PeerHeader header = down.peer();
        SessionId told = header.session(feed.name());
        SessionId ended = down.reason() == NO_LONGER_MONITORED ? told : session(told);
        String error = down.errorCode() == 0 ? "" : down.errorCode() + "/" + down.errorSubcode();
        byHeader.clear();
        feed.down(ended, DownReason.of(down.reason()), error, Micros.told(down.timeMicros()), arrival);
    }

    private void updates(BmpMessage.RouteMonitoring monitoring, long arrivalMicros) {
        PeerHeader header = monitoring.peer();
        feed.tally().count(CollectorCount.of(header.view()));
        FeedPeer peer = peer(monitoring, arrivalMicros);
        if (peer == null) {
            feed.tally().count(CollectorCount.UPDATES_WITHOUT_PEER_UP);
            return;
        }
        peer.declare(header.fourByteAs());
        peer.update(monitoring.buffer(), monitoring.from(), monitoring.to(), monitoring.timeMicros(), arrivalMicros);
    }

    private @Nullable FeedPeer peer(BmpMessage.RouteMonitoring monitoring, long arrivalMicros) {
        PeerHeader header = monitoring.peer();
        FeedPeer known = byHeader.get(header);
        if (known != null) {
            return known;
        }
        SessionId told = header.session(feed.name());
        FeedPeer found = feed.peer(told);
        FeedPeer peer = found == null ? firstOfView(monitoring, told, Micros.instant(arrivalMicros)) : found;
        if (byHeader.size() == MOST_HEADERS) {
            byHeader.clear();
        }
        if (peer != null) {
            byHeader.put(header, peer);
        }
        return peer;
    }

    private @Nullable FeedPeer firstOfView(BmpMessage.RouteMonitoring monitoring, SessionId told, Instant arrival) {
        PeerHeader header = monitoring.peer();
        if (told.view() == RibView.LOC_RIB) {
            return feed.up(
                    new SessionUp(
                            told,
                            "",
                            new Asn(header.asn()),
                            new IpAddress(Family.IPV4, 0, header.bgpId()),
                            Optional.of(new Asn(header.asn())),
                            EnumSet.allOf(Family.class),
                            Reading.MODERN,
                            feed,
                            Micros.told(monitoring.timeMicros())),
                    arrival);
        }
        FeedPeer session = feed.peer(session(told));
        return session == null || told.view() == RibView.PRE_POLICY ? null : feed.view(session, told.view(), arrival);
    }
}
