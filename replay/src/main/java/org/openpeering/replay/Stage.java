/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.replay.scenario.Peer;
import org.openpeering.replay.scenario.Scenario;
import org.openpeering.replay.scenario.Scenario.Signing;
import org.openpeering.replay.scenario.Telling;
import org.openpeering.replay.scenario.Telling.Announced;
import org.openpeering.replay.scenario.Telling.Complete;
import org.openpeering.replay.scenario.Telling.Down;
import org.openpeering.replay.scenario.Telling.Up;
import org.openpeering.replay.scenario.Telling.Withdrawn;
import org.openpeering.stack.synthetic.BgpMessages;
import org.openpeering.stack.synthetic.ByteWriter;

/** Tells a feed what the peers of a scenario say. Its times give the pace; what is told says that it is now. */
final class Stage {
    private static final byte[] NOTHING = new byte[0];
    private static final IpAddress COLLECTOR = IpAddress.parse("198.51.100.254");
    /** For documentation (RFC 5398, RFC 3849). */
    private static final long COLLECTOR_AS = 64_496;

    private static final byte[] NEXT_HOP6 = IpAddress.parse("2001:db8:ffff::1").toBytes();

    private final Feed feed;
    private final Player.Turn turn;
    private final InstantSource clock;
    private final @Nullable Roas roas;
    private final Map<Peer, Boolean> sessions = new LinkedHashMap<>();

    /** @param roas where those of the scenario are put; null: nowhere */
    Stage(Feed feed, Player.Turn turn, InstantSource clock, @Nullable Roas roas) {
        this.feed = feed;
        this.turn = turn;
        this.clock = clock;
        this.roas = roas;
    }

    void play(Scenario scenario) throws IOException {
        Deque<Signing> signings = new ArrayDeque<>(roas == null ? List.of() : scenario.signings());
        for (Telling telling : scenario.tellings()) {
            sign(scenario, signings, telling.at());
            turn.await(scenario.begin().plus(telling.at()));
            tell(telling);
        }
        sign(scenario, signings, ChronoUnit.FOREVER.getDuration());
        feed.flush();
    }

    /** All that was signed up to then, each at its time. */
    private void sign(Scenario scenario, Deque<Signing> signings, Duration until) throws IOException {
        while (roas != null && !signings.isEmpty() && signings.getFirst().at().compareTo(until) <= 0) {
            Signing signing = signings.removeFirst();
            turn.await(scenario.begin().plus(signing.at()));
            roas.put(signing.roas(), clock.instant());
        }
    }

    int peers() {
        return sessions.size();
    }

    /** Ends all sessions. */
    void leave() throws IOException {
        for (Map.Entry<Peer, Boolean> session : sessions.entrySet()) {
            if (session.getValue()) {
                feed.down(vantage(session.getKey()), clock.instant());
            }
        }
        feed.flush();
    }

    private void tell(Telling telling) throws IOException {
        Peer peer = telling.peer();
        Vantage vantage = vantage(peer);
        Instant now = clock.instant();
        switch (telling.said()) {
            case Up _ -> {
                sessions.put(peer, true);
                feed.up(vantage, false, now);
            }
            case Down _ -> {
                sessions.put(peer, false);
                feed.down(vantage, now);
            }
            case Complete _ -> {
                feed.endOfTable(vantage, Family.IPV4, now);
                feed.endOfTable(vantage, Family.IPV6, now);
            }
            case Announced announced -> update(vantage, announcement(peer, announced), now);
            case Withdrawn withdrawn -> update(vantage, withdrawal(withdrawn), now);
        }
    }

    private static Vantage vantage(Peer peer) {
        return new Vantage(peer.address(), peer.asn().value(), COLLECTOR, COLLECTOR_AS);
    }

    private void update(Vantage vantage, byte[] message, Instant now) throws IOException {
        feed.update(vantage, 4, false, message, 0, message.length, now);
    }

    private static byte[] announcement(Peer peer, Announced announced) {
        boolean ipv6 = ipv6(announced.prefixes());
        byte[] nlri = nlri(announced.prefixes());
        ByteWriter attributes = new ByteWriter()
                .raw(BgpMessages.attribute(BgpMessages.TRANSITIVE, 1, new byte[] {0}))
                .raw(BgpMessages.attribute(BgpMessages.TRANSITIVE, 2, path(announced.path())));
        if (!ipv6) {
            attributes.raw(BgpMessages.attribute(
                    BgpMessages.TRANSITIVE, 3, peer.address().toBytes()));
        }
        if (!announced.communities().isEmpty()) {
            attributes.raw(BgpMessages.attribute(
                    BgpMessages.OPTIONAL | BgpMessages.TRANSITIVE, 8, communities(announced.communities())));
        }
        if (ipv6) {
            byte[] reach = BgpMessages.reach(BgpMessages.AFI_IPV6, NEXT_HOP6, nlri);
            attributes.raw(BgpMessages.attribute(BgpMessages.OPTIONAL, 14, reach));
        }
        return BgpMessages.update(NOTHING, attributes.bytes(), ipv6 ? NOTHING : nlri);
    }

    private static byte[] withdrawal(Withdrawn withdrawn) {
        byte[] nlri = nlri(withdrawn.prefixes());
        if (!ipv6(withdrawn.prefixes())) {
            return BgpMessages.update(nlri, NOTHING, NOTHING);
        }
        byte[] unreach = BgpMessages.unreach(BgpMessages.AFI_IPV6, nlri);
        return BgpMessages.update(NOTHING, BgpMessages.attribute(BgpMessages.OPTIONAL, 15, unreach), NOTHING);
    }

    private static boolean ipv6(List<IpPrefix> prefixes) {
        return prefixes.getFirst().family() == Family.IPV6;
    }

    private static byte[] nlri(List<IpPrefix> prefixes) {
        ByteWriter all = new ByteWriter();
        prefixes.forEach(prefix -> all.raw(BgpMessages.nlri(prefix.network().toBytes(), prefix.length())));
        return all.bytes();
    }

    private static byte[] path(AsPath path) {
        ByteWriter value = new ByteWriter().u8(2).u8(path.length());
        path.asns().map(Asn::value).forEach(value::u32);
        return value.bytes();
    }

    private static byte[] communities(List<Community> communities) {
        ByteWriter value = new ByteWriter();
        communities.forEach(each -> value.u16(each.asn()).u16(each.value()));
        return value.bytes();
    }
}
