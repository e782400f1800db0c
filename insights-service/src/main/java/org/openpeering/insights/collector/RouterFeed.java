/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.Dialect;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.bmp.BmpMessage;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.PeerHeader;
import org.openpeering.insights.bmp.RibView;
import org.openpeering.insights.bmp.Tally;

/**
 * One BMP connection of a router. It decodes outside the collector's locks; belongs to the connection's thread. The
 * peers it knows are those that came up on this connection.
 */
final class RouterFeed implements BmpReceiver.Session {
    private static final System.Logger LOG = System.getLogger(RouterFeed.class.getName());

    private final Collector collector;
    private final RouterState router;
    private final Tally<CollectorCount> tally;
    private final UpdateDecoder decoder = new UpdateDecoder();
    private final Map<PeerId, Known> peers = new HashMap<>();
    private final Set<UpdateOutcome> logged = EnumSet.noneOf(UpdateOutcome.class);
    private volatile boolean superseded;
    private @Nullable PeerId lastId;
    private @Nullable Known lastPeer;

    /** A peer and how the router writes its messages. */
    private record Known(PeerState state, Dialect dialect) {}

    RouterFeed(Collector collector, RouterState router, Tally<CollectorCount> tally) {
        this.collector = collector;
        this.router = router;
        this.tally = tally;
    }

    RouterState router() {
        return router;
    }

    void supersede() {
        superseded = true;
    }

    boolean superseded() {
        return superseded;
    }

    @Override
    public boolean receive(BmpMessage message, Instant arrival) {
        switch (message) {
            case BmpMessage.RouteMonitoring monitoring -> updates(monitoring, arrival);
            case BmpMessage.PeerUp up -> peerUp(up, arrival);
            case BmpMessage.PeerDown down -> peerDown(down, arrival);
            case BmpMessage.Initiation m -> {}
            case BmpMessage.Statistics m -> {}
            case BmpMessage.Mirroring m -> {}
            case BmpMessage.Termination m -> {}
            case BmpMessage.Unknown m -> {}
            case BmpMessage.Malformed m -> {}
        }
        return !superseded;
    }

    @Override
    public void closed() {
        collector.closed(this);
    }

    private void peerUp(BmpMessage.PeerUp up, Instant arrival) {
        if (up.peer().view() == RibView.LOC_RIB) {
            tally.count(CollectorCount.PEER_UPS_REPEATED);
            return;
        }
        PeerState peer = collector.peerUp(this, up, arrival);
        lastId = null;
        if (peer != null) {
            PeerHeader header = up.peer();
            Reading reading = Reading.received(up.sent(), up.received(), header.fourByteAs(), header.asn());
            peers.put(id(header), new Known(peer, new Dialect(reading)));
            noteUnreadable(up);
        }
    }

    private void noteUnreadable(BmpMessage.PeerUp up) {
        if (!up.unreadable().isEmpty()) {
            tally.count(CollectorCount.PEER_UPS_UNREADABLE_OPEN);
            collector.warnOnce(
                    "open " + id(up.peer()),
                    "Router " + router.name() + ", peer " + up.peer().address() + " (AS"
                            + up.peer().asn() + "): cannot read " + up.unreadable()
                            + " in its Peer Up; how its UPDATEs are written is found out from them");
        }
    }

    private void peerDown(BmpMessage.PeerDown down, Instant arrival) {
        PeerHeader header = down.peer();
        // The end of one more view says nothing of the session.
        boolean otherView =
                header.view() == RibView.LOC_RIB || (header.view() != RibView.PRE_POLICY && down.reason() == 5);
        if (otherView) {
            tally.count(CollectorCount.PEER_DOWNS_UNKNOWN);
            return;
        }
        lastId = null;
        peers.remove(id(header));
        collector.peerDown(this, id(header), down, arrival);
    }

    private PeerId id(PeerHeader header) {
        return new PeerId(router.name(), header.distinguisher(), header.address());
    }

    private @Nullable Known peer(PeerHeader header) {
        PeerId last = lastId;
        if (last != null
                && last.distinguisher() == header.distinguisher()
                && last.address().equals(header.address())) {
            return lastPeer;
        }
        lastId = id(header);
        lastPeer = peers.get(lastId);
        return lastPeer;
    }

    private void updates(BmpMessage.RouteMonitoring monitoring, Instant arrival) {
        PeerHeader header = monitoring.peer();
        tally.count(CollectorCount.of(header.view()));
        if (header.view() != RibView.PRE_POLICY) {
            return;
        }
        Known peer = peer(header);
        if (peer == null) {
            tally.count(CollectorCount.UPDATES_WITHOUT_PEER_UP);
            return;
        }
        peer.dialect().declare(header.fourByteAs());
        int from = monitoring.from();
        int length;
        // RFC 7854 allows one message; more than one does no harm.
        do {
            length = BgpMessage.length(monitoring.buffer(), from, monitoring.to());
            UpdateOutcome outcome = decoder.decode(monitoring.buffer(), from, monitoring.to(), peer.dialect());
            update(peer.state(), header, outcome, arrival);
            from += length;
        } while (length > 0 && from < monitoring.to());
    }

    private void update(PeerState peer, PeerHeader header, UpdateOutcome outcome, Instant arrival) {
        if (outcome != UpdateOutcome.ROUTES) {
            tally.count(CollectorCount.of(outcome));
        }
        if (outcome.malformed()) {
            log(outcome, header);
            return;
        }
        if (outcome == UpdateOutcome.END_OF_RIB) {
            collector.endOfRib(this, peer, decoder.endOfRib(), arrival);
            return;
        }
        if (outcome == UpdateOutcome.TREATED_AS_WITHDRAW) {
            log(outcome, header);
        }
        count(decoder.otherAsSize(), CollectorCount.READ_OTHER_AS_SIZE);
        count(decoder.otherPathReading(), CollectorCount.READ_OTHER_ADD_PATH);
        count(decoder.otherFamily(), CollectorCount.UPDATES_OTHER_FAMILY);
        if (decoder.attributesDiscarded() > 0) {
            tally.add(CollectorCount.ATTRIBUTES_DISCARDED, decoder.attributesDiscarded());
        }
        collector.update(this, peer, header, decoder, outcome, arrival);
    }

    private void count(boolean happened, CollectorCount kind) {
        if (happened) {
            tally.count(kind);
        }
    }

    /** Once a connection and kind. */
    private void log(UpdateOutcome outcome, PeerHeader header) {
        if (logged.add(outcome)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Router " + router.name() + ", peer " + header.address() + ": UPDATE " + outcome);
        }
    }
}
