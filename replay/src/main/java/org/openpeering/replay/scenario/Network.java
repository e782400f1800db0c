/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Community;

/**
 * The Internet in small: what is announced, and what each peer makes of it. A peer prefers what it is told to prefer, then the
 * shorter path. It looks again when it hears of a change, and tells when its choice is another one; of the same change one peer
 * hears at once, and the last one 20 to 50 seconds later. Who loses a way may try a longer one first.
 */
final class Network {
    private static final Duration QUICKEST = Duration.ofSeconds(20);
    private static final Duration SLOWEST = Duration.ofSeconds(50);

    /**
     * A route as a carrier announces it.
     *
     * @param heardBy so many peers hear it
     * @param preferred whether they take it before others, as what a customer or peer of theirs tells
     */
    record Source(AsPath path, int heardBy, boolean preferred, List<Community> communities) {
        Source {
            communities = List.copyOf(communities);
        }
    }

    private record Choice(AsPath path, List<Community> communities) {}

    private record Due(Duration at, int number, Runnable what) {}

    private static final class Session {
        private final Peer peer;
        /** The lower, the more it hears. */
        private final int rank;

        private final long taste;
        private final Map<Block, Choice> told = new HashMap<>();
        private boolean up;

        Session(Peer peer, int rank, long taste) {
            this.peer = peer;
            this.rank = rank;
            this.taste = taste;
        }
    }

    private final Random random;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Block, List<Source>> sources = new LinkedHashMap<>();
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingInt(Due::number));
    private final List<Telling> tellings = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private int number;

    Network(List<Peer> peers, long seed) {
        random = new Random(seed);
        List<Integer> ranks =
                new ArrayList<>(IntStream.range(0, peers.size()).boxed().toList());
        Collections.shuffle(ranks, random);
        for (int i = 0; i < peers.size(); i++) {
            sessions.add(new Session(peers.get(i), ranks.get(i), random.nextLong()));
        }
    }

    /** Has something happen then. */
    void at(Duration time, Runnable what) {
        agenda.add(new Due(time, number++, what));
    }

    /** All that is told up to then. */
    List<Telling> run(Duration end) {
        for (Due due = agenda.poll(); due != null && due.at.compareTo(end) <= 0; due = agenda.poll()) {
            now = due.at;
            due.what.run();
        }
        return tellings;
    }

    /** All sessions come up, one after the other. */
    void begin() {
        for (Session session : sessions) {
            at(now.plus(between(Duration.ZERO, Duration.ofSeconds(2))), () -> up(session));
        }
    }

    /** A session is lost, and comes back with its whole table. */
    void reset(int peer) {
        Session session = sessions.get(peer);
        session.up = false;
        session.told.clear();
        tell(session, new Telling.Down());
        at(now.plus(between(QUICKEST, SLOWEST)), () -> up(session));
    }

    private void up(Session session) {
        session.up = true;
        tell(session, new Telling.Up());
        sources.keySet().forEach(block -> look(session, block));
        tell(session, new Telling.Complete());
    }

    /** A route is there before anything is told. */
    void put(Block block, Source source) {
        List<Source> all = sources.computeIfAbsent(block, _ -> new ArrayList<>());
        all.removeIf(other -> other.path.equals(source.path));
        all.add(source);
    }

    /**
     * A carrier announces it, or it is heard by others than before.
     *
     * @param over until all have heard of it; null for as usual
     */
    void announce(Block block, Source source, @Nullable Duration over) {
        put(block, source);
        spread(block, source.path, over);
    }

    void withdraw(Block block, AsPath path, @Nullable Duration over) {
        List<Source> all = sources.getOrDefault(block, List.of());
        if (!all.removeIf(source -> source.path.equals(path))) {
            throw new IllegalArgumentException("nobody announces " + block + " with " + path);
        }
        spread(block, path, over);
    }

    private void spread(Block block, AsPath changed, @Nullable Duration over) {
        Duration last = over == null ? between(QUICKEST, SLOWEST) : over;
        Duration first = between(Duration.ofMillis(300), Duration.ofSeconds(2));
        List<Session> order = new ArrayList<>(sessions);
        Collections.shuffle(order, random);
        // Who takes part hears it first.
        order.sort(Comparator.comparing(session -> !concerned(session, block)));
        for (int i = 0; i < order.size(); i++) {
            Session session = order.get(i);
            Duration delay = i == 0 ? first : i == order.size() - 1 ? last : between(first, last);
            at(now.plus(delay), () -> look(session, block));
            if (random.nextBoolean()) {
                at(now.plus(delay.dividedBy(2)), () -> hunt(session, block, changed));
            }
        }
    }

    private boolean concerned(Session session, Block block) {
        return !Objects.equals(session.told.get(block), choice(session, block));
    }

    /** The choice that the peer would make now; null for none. */
    private @Nullable Choice choice(Session session, Block block) {
        Choice best = null;
        boolean liked = false;
        for (Source source : sources.getOrDefault(block, List.of())) {
            boolean heard = session.rank < source.heardBy;
            for (AsPath way : heard ? session.peer.ways(source.path) : List.<AsPath>of()) {
                boolean better = best == null
                        || (source.preferred && !liked)
                        || (source.preferred == liked && shorter(session, way, best.path));
                if (better) {
                    best = new Choice(way, source.communities);
                    liked = source.preferred;
                }
            }
        }
        return best;
    }

    private static boolean shorter(Session session, AsPath way, AsPath than) {
        return way.length() == than.length()
                ? taste(session, way) < taste(session, than)
                : way.length() < than.length();
    }

    /** What decides between two equal ones, as the age of a route or a router's number does; always the same. */
    private static long taste(Session session, AsPath way) {
        return session.taste * (2L * way.hops().hashCode() + 1);
    }

    private void look(Session session, Block block) {
        Choice choice = choice(session, block);
        if (session.up && !Objects.equals(session.told.get(block), choice)) {
            choose(session, block, choice);
        }
    }

    /** Tries the longer way to what is gone already, before it hears that there is none. */
    private void hunt(Session session, Block block, AsPath gone) {
        Choice told = session.told.get(block);
        List<AsPath> ways = session.peer.ways(gone);
        if (told == null || !session.up || ways.size() < 2) {
            return;
        }
        boolean lost = ways.contains(told.path)
                && sources.getOrDefault(block, List.of()).stream()
                        .noneMatch(source -> source.path.equals(gone) && session.rank < source.heardBy);
        if (lost) {
            AsPath other = told.path.equals(ways.getLast()) ? ways.getFirst() : ways.getLast();
            choose(session, block, new Choice(other, told.communities));
        }
    }

    private void choose(Session session, Block block, @Nullable Choice choice) {
        if (choice == null) {
            session.told.remove(block);
            tell(session, new Telling.Withdrawn(block.prefixes()));
        } else {
            session.told.put(block, choice);
            tell(session, new Telling.Announced(block.prefixes(), choice.path, choice.communities));
        }
    }

    private void tell(Session session, Telling.Said said) {
        tellings.add(new Telling(now, session.peer, said));
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(
                least.toMillis() + random.nextLong(most.minus(least).toMillis() + 1));
    }
}
