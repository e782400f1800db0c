/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.Feed;
import org.openpeering.insights.collector.FeedPeer;
import org.openpeering.insights.collector.HeldRoute;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.SessionObservation.DownReason;
import org.openpeering.insights.collector.SessionUp;
import org.openpeering.insights.monitored.MonitoredTrie;

/**
 * RIS peers as vantages of a collector: one feed for each route collector, one session for each peer, up with its first
 * message. What they told before a gap is forgotten here: others hold it, in doubt, and hear of what is told again.
 */
final class Vantages {
    /** The slash makes it nobody's router ({@link SessionId#vantage}). */
    private static final String NAME = "ris/";

    private final Collector collector;
    private final Map<String, Feed> feeds = new HashMap<>();
    private final Map<RisPeer, FeedPeer> peers = new HashMap<>();
    private Object life = new Object();

    Vantages(Collector collector) {
        this.collector = collector;
    }

    /** Without a word to anybody; false while the collector stands still. */
    boolean forget(Instant now) {
        feeds.values().forEach(Feed::lost);
        feeds.clear();
        peers.clear();
        life = new Object();
        collector.peers().forEach(peer -> collector.cede(peer.session().id(), 0));
        collector.tick(now);
        return collector.peers().isEmpty();
    }

    void update(RisPeer peer, byte[] updates, int length, long micros, Instant arrival) {
        FeedPeer session = session(peer, arrival);
        if (session == null) {
            return;
        }
        for (int at = 0, end; at < length; at = end) {
            end = at + BgpMessage.length(updates, at, length);
            session.update(updates, at, end, Reading.MODERN, micros, arrival);
        }
    }

    private @Nullable FeedPeer session(RisPeer peer, Instant arrival) {
        FeedPeer known = peers.get(peer);
        if (known != null) {
            return known;
        }
        FeedPeer made = feed(peer).up(up(peer), arrival);
        if (made != null) {
            peers.put(peer, made);
        }
        return made;
    }

    private Feed feed(RisPeer peer) {
        return feeds.computeIfAbsent(NAME + peer.collector(), collector::feed);
    }

    private SessionUp up(RisPeer peer) {
        IpAddress unknown = new IpAddress(peer.address().family(), 0, 0);
        return new SessionUp(
                id(peer),
                "",
                peer.asn(),
                unknown,
                Optional.empty(),
                Set.of(Family.values()),
                Reading.MODERN,
                life,
                Optional.empty());
    }

    private static SessionId id(RisPeer peer) {
        return SessionId.of(NAME + peer.collector(), peer.address());
    }

    /**
     * Its route collector hears it no more; its routes may well be there. Of a peer that has said nothing since the last gap
     * nothing is known here: what it told before is in doubt anyway.
     */
    void down(RisPeer peer, long micros, Instant arrival) {
        if (peers.remove(peer) == null) {
            return;
        }
        Optional<Instant> said =
                micros == 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        feed(peer).down(id(peer), DownReason.DECONFIGURED, "", said, arrival);
    }

    /** Drops what is held for a prefix that is watched no more: nobody would tell when it goes. */
    void forget(IpPrefix prefix, MonitoredTrie watched, Instant arrival) {
        PrefixRuns ipv4 = new PrefixRuns(Family.IPV4);
        PrefixRuns ipv6 = new PrefixRuns(Family.IPV6);
        UpdateWriter writer = new UpdateWriter();
        PrefixRuns none = new PrefixRuns(Family.IPV4);
        SentAttributes attributes = new SentAttributes();
        AddressText text = new AddressText();
        for (HeldRoute route : collector.routes(prefix, Integer.MAX_VALUE)) {
            PeerSession session = route.session();
            if (!concerns(watched, route.prefix())) {
                ipv4.clear();
                ipv6.clear();
                text.set(route.prefix());
                (route.prefix().family() == Family.IPV4 ? ipv4 : ipv6).add(text);
                writer.write(ipv4, ipv6, none, none, attributes);
                String name = session.id().router().substring(NAME.length());
                RisPeer peer = new RisPeer(name, session.id().address(), session.peerAsn());
                update(peer, writer.bytes(), writer.length(), 0, arrival);
            }
        }
    }

    private static boolean concerns(MonitoredTrie watched, IpPrefix prefix) {
        boolean[] any = {false};
        watched.match(
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                prefix.family(),
                (monitored, relation) -> any[0] = true);
        return any[0];
    }
}
