/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.RouterIdentity;

/** A router with one connection to a collector; what it says arrives at the time of its clock. */
final class TestRouter {
    static final long AS = 65001;

    private final BmpReceiver.Session session;
    private final TestClock clock;
    private int port = 40000;

    TestRouter(Collector collector, String name, TestClock clock) {
        this.session = collector.open(new RouterIdentity(name));
        this.clock = clock;
    }

    boolean send(byte[] message) {
        return session.receive(new BmpDecoder().decode(message, 0, message.length), Micros.of(clock.instant()));
    }

    void up(Peer peer) {
        up(peer, 0);
    }

    void up(Peer peer, int addPathMode) {
        send(BmpBytes.peerUp(
                peer,
                seconds(),
                port++,
                BgpBytes.modernOpen(AS, addPathMode),
                BgpBytes.modernOpen(peer.asn(), addPathMode)));
    }

    /** The last Peer Up once more. */
    void upAgain(Peer peer) {
        port--;
        up(peer);
    }

    void down(Peer peer, int reason) {
        send(BmpBytes.peerDown(peer, seconds(), reason));
    }

    void announce(Peer peer, String prefix, long... path) {
        send(BmpBytes.routeMonitoring(
                peer, seconds(), BgpBytes.announce(attributes(prefix, path), IpPrefix.parse(prefix))));
    }

    static PathAttributes attributes(String prefix, long... path) {
        String nextHop = prefix.indexOf(':') >= 0 ? "2001:db8::1" : "192.0.2.1";
        return new PathAttributes(AsPath.of(path), Origin.IGP, IpAddress.parse(nextHop), List.of(), Optional.empty());
    }

    void withdraw(Peer peer, String prefix) {
        send(BmpBytes.routeMonitoring(peer, seconds(), BgpBytes.withdraw(IpPrefix.parse(prefix))));
    }

    void endOfRib(Peer peer, IpAddress.Family family) {
        send(BmpBytes.routeMonitoring(peer, seconds(), BgpBytes.endOfRib(family)));
    }

    /** A vantage's session comes up. */
    static FeedPeer vantage(Feed feed, SessionId id, Instant now) {
        SessionUp up = new SessionUp(
                id,
                "",
                new Asn(64511),
                id.address(),
                Optional.empty(),
                EnumSet.allOf(Family.class),
                Reading.MODERN,
                1,
                Optional.empty());
        return Objects.requireNonNull(feed.up(up, now));
    }

    void lose() {
        session.closed();
    }

    private long seconds() {
        return clock.instant().getEpochSecond();
    }

    /** Stands still until told. */
    static final class TestClock implements java.time.InstantSource {
        private Instant now = Instant.parse("2026-05-04T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void advance(long seconds) {
            now = now.plusSeconds(seconds);
        }
    }
}
