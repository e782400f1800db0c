/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * How an incident is written down: what is watched, what is announced at first, then what changes at which time of
 * the day, in UTC. A path begins with the carrier that tells all peers, and ends with the origin; several are
 * announced side by side.
 */
final class Plot {
    /**
     * Carriers that buy transit of nobody, and customers of two of them; these have numbers for documentation (RFC
     * 5398).
     */
    static final List<Peer> PEERS = peers(
            "1299",
            "2914",
            "3356",
            "174",
            "3257",
            "6453",
            "64501 1299 3356",
            "64502 2914 174",
            "64503 3257 6453",
            "64504 3356 2914",
            "64505 174 1299",
            "64506 6453 3257");

    private final LocalDate day;
    private final Settings settings;
    private final Network network;
    private final List<Watched> watched = new ArrayList<>();
    private @Nullable Watched first;
    private Instant begin = Instant.MIN;
    private Instant last = Instant.MIN;
    private final List<Scenario.Signing> signings = new ArrayList<>();

    Plot(LocalDate day, Settings settings) {
        this.day = day;
        this.settings = settings;
        this.network = new Network(PEERS, settings.seed());
    }

    private static List<Peer> peers(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> {
                    List<Asn> asns = asns(texts[i]);
                    return new Peer(
                            IpAddress.parse("198.51.100." + (i + 1)), asns.getFirst(), asns.subList(1, asns.size()));
                })
                .toList();
    }

    private static List<Asn> asns(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(" ", -1)).map(Asn::parse).toList();
    }

    /** When sessions come up, a few minutes before anything happens. Comes first. */
    void begin(String time) {
        begin = instant(time);
        last = begin;
        network.at(Duration.ZERO, network::begin);
    }

    /** The time of the day, of the next day when it is before the one before. */
    private Instant instant(String time) {
        Instant that = day.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
        last = that.isBefore(last) ? that.plus(Duration.ofDays(1)) : that;
        return last;
    }

    /**
     * A victim; comes before its routes.
     *
     * @param neighbours who may stand beside the origins; empty where the owner says nothing of it
     */
    void watch(String prefix, String origins, String neighbours) {
        Watched victim = new Watched(IpPrefix.parse(prefix), asns(origins), asns(neighbours));
        if (first == null) {
            first = victim;
            watched.add(settings.stand().of(victim));
        } else {
            watched.add(victim);
        }
    }

    /** What is announced from the begin on. */
    void table(String prefix, String... paths) {
        for (String path : paths) {
            network.put(block(prefix), source(path(path)));
        }
    }

    /**
     * Further prefixes, announced from the begin on.
     *
     * @param published how many were hit; so many are told if settings allow it
     * @param range from which they are drawn
     * @param paths among which they are shared out
     */
    Crowd crowd(int published, String range, int length, String... paths) {
        Crowd crowd = Crowd.of(
                Math.min(published, settings.routes()),
                IpPrefix.parse(range),
                length,
                Stream.of(paths).map(AsPath::parse).toList());
        crowd.members().forEach(member -> network.put(member.block(), source(member.path())));
        return crowd;
    }

    private static Network.Source source(AsPath path) {
        return new Network.Source(path, PEERS.size(), false, List.of());
    }

    private Block block(String prefix) {
        IpPrefix parsed = IpPrefix.parse(prefix);
        return new Block(List.of(first == null ? parsed : settings.stand().of(first, parsed)));
    }

    private Scenario.Roa roa(String text) {
        String[] words = text.split(" ", -1);
        IpPrefix real = IpPrefix.parse(words[0]);
        IpPrefix prefix = first == null ? real : settings.stand().of(first, real);
        return new Scenario.Roa(
                prefix,
                // As much longer than the prefix as it was.
                prefix.length() + Integer.parseInt(words[1]) - real.length(),
                path(words[2]).origin().orElseThrow());
    }

    private AsPath path(String text) {
        AsPath path = AsPath.parse(text);
        return first == null ? path : settings.stand().of(first, path);
    }

    Moment at(String time) {
        return new Moment(Duration.between(begin, instant(time)), PEERS.size(), false, null, List.of());
    }

    /** The scenario, which goes on up to then. */
    Scenario end(String time) {
        return new Scenario(begin, watched, network.run(Duration.between(begin, instant(time))), signings);
    }

    /** A time at which something happens, and how it spreads. */
    final class Moment {
        private final Duration at;
        private final int heardBy;
        private final boolean preferred;
        private final @Nullable Duration over;
        private final List<Community> communities;

        private Moment(
                Duration at, int heardBy, boolean preferred, @Nullable Duration over, List<Community> communities) {
            this.at = at;
            this.heardBy = heardBy;
            this.preferred = preferred;
            this.over = over;
            this.communities = communities;
        }

        /** Heard by so many of the peers: the same ones first, for a seed. */
        Moment by(int peers) {
            return new Moment(at, peers, preferred, over, communities);
        }

        /** Who hears it takes it before other routes for the same prefix, however long. */
        Moment preferred() {
            return new Moment(at, heardBy, true, over, communities);
        }

        /** It takes so long until all have heard of it. */
        Moment over(Duration time) {
            return new Moment(at, heardBy, preferred, time, communities);
        }

        Moment marked(String community) {
            return new Moment(at, heardBy, preferred, over, List.of(Community.parse(community)));
        }

        /** Where it is announced so already, others may hear it from now on, or fewer. */
        Moment announce(String prefix, String... paths) {
            for (String path : paths) {
                announce(block(prefix), path(path));
            }
            return this;
        }

        private void announce(Block block, AsPath path) {
            Network.Source source = new Network.Source(path, heardBy, preferred, communities);
            network.at(at, () -> network.announce(block, source, over));
        }

        /** These are all ROAs from then on: a prefix, how long a part may be, and who may originate it. */
        Moment sign(String... roas) {
            signings.add(
                    new Scenario.Signing(at, Stream.of(roas).map(Plot.this::roa).toList()));
            return this;
        }

        Moment withdraw(String prefix, String... paths) {
            for (String path : paths) {
                withdraw(block(prefix), path(path));
            }
            return this;
        }

        private void withdraw(Block block, AsPath path) {
            network.at(at, () -> network.withdraw(block, path, over));
        }

        /** All of them with the same path. */
        Moment announce(Crowd crowd, String path) {
            crowd.members().forEach(member -> announce(member.block(), AsPath.parse(path)));
            return this;
        }

        Moment withdraw(Crowd crowd, String path) {
            crowd.members().forEach(member -> withdraw(member.block(), AsPath.parse(path)));
            return this;
        }

        /** The halves of all of them with the same path. */
        Moment announceHalves(Crowd crowd, String path) {
            crowd.members().forEach(member -> announce(member.block().halves(), AsPath.parse(path)));
            return this;
        }

        Moment withdrawHalves(Crowd crowd, String path) {
            crowd.members().forEach(member -> withdraw(member.block().halves(), AsPath.parse(path)));
            return this;
        }

        /** Each with the owner's path, behind networks that pass it on. */
        Moment leak(Crowd crowd, String behind) {
            crowd.members().forEach(member -> announce(member.block(), leaked(member, behind)));
            return this;
        }

        Moment endLeak(Crowd crowd, String behind) {
            crowd.members().forEach(member -> withdraw(member.block(), leaked(member, behind)));
            return this;
        }

        Moment leakHalves(Crowd crowd, String behind) {
            crowd.members().forEach(member -> announce(member.block().halves(), leaked(member, behind)));
            return this;
        }

        Moment endLeakOfHalves(Crowd crowd, String behind) {
            crowd.members().forEach(member -> withdraw(member.block().halves(), leaked(member, behind)));
            return this;
        }

        private static AsPath leaked(Crowd.Member member, String behind) {
            return AsPath.parse(behind + " " + member.path());
        }

        /** A peer's session is lost, and comes back with all that it has. */
        Moment reset(int peer) {
            network.at(at, () -> network.reset(peer));
            return this;
        }
    }
}
