/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.net.IpPrefix;

/**
 * What Kafka refused, until it is told again: soon, or after a pause where it refused for good. Of a route that went the
 * withdrawal is kept, as nothing else would tell of it while its table is not complete; so is that a prefix was matched, which
 * is said once. What was said of a route around monitored prefixes was to all inside it, and so is what is told again. As
 * large as what is watched and what is around it, and for each prefix no more than {@link #MOST_WITHDRAWALS}.
 */
final class Unsent {
    static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST_WITHDRAWALS = 1_000;

    private final Map<IpPrefix, Prefix> prefixes = new LinkedHashMap<>();
    /** By routes around monitored prefixes. */
    private final Map<IpPrefix, Prefix> around = new LinkedHashMap<>();

    private final Map<String, State> sessions = new LinkedHashMap<>();
    private final Map<String, CollectorGap> gaps = new LinkedHashMap<>();
    private @Nullable Instant since;
    private Instant latest = Instant.EPOCH;
    private long count;

    /**
     * A prefix of which something was not sent.
     *
     * @param notBefore it is to be told again
     * @param withdrawn routes that are gone
     * @param synced the latest of what was said of it; null: nothing
     */
    private record Prefix(
            Instant notBefore, Map<RouteId, RouteChange.Withdrawn> withdrawn, RouteChange.@Nullable Synced synced) {
        static Prefix nothing() {
            return new Prefix(Instant.EPOCH, new LinkedHashMap<>(), null);
        }

        Prefix with(RouteChange change, Instant due) {
            if (change instanceof RouteChange.Withdrawn gone && withdrawn.size() < MOST_WITHDRAWALS) {
                withdrawn.put(gone.id(), gone);
            }
            return new Prefix(due, withdrawn, change instanceof RouteChange.Synced one ? one : synced);
        }

        Again again() {
            return new Again(List.copyOf(withdrawn.values()), synced);
        }
    }

    /**
     * What is to be told again of a prefix, besides all that is held.
     *
     * @param withdrawn routes that were gone
     * @param synced behind all that is held; null: nothing
     */
    record Again(List<RouteChange.Withdrawn> withdrawn, RouteChange.@Nullable Synced synced) {}

    private record State(Instant notBefore, ObservedSession session) {}

    /** @param lasting it would be refused again at once */
    synchronized void route(RouteChange change, Instant now, boolean lasting) {
        add(prefixes, change, now, lasting);
    }

    /** The same of a change that was to be told to all monitored prefixes inside its own. */
    synchronized void around(RouteChange change, Instant now, boolean lasting) {
        add(around, change, now, lasting);
    }

    private void add(Map<IpPrefix, Prefix> to, RouteChange change, Instant now, boolean lasting) {
        if (since == null || latest.plus(MEMORY).isBefore(now)) {
            since = now;
            count = 0;
        }
        latest = now;
        count++;
        Instant notBefore = lasting ? now.plus(PAUSE) : now;
        to.compute(change.monitored(), (_, held) -> (held == null ? Prefix.nothing() : held).with(change, notBefore));
    }

    synchronized void session(ObservedSession session, Instant now, boolean lasting) {
        State before = sessions.get(session.key());
        if (before == null || before.session().revision() <= session.revision()) {
            sessions.put(session.key(), new State(lasting ? now.plus(PAUSE) : now, session));
        }
    }

    synchronized void gap(CollectorGap gap) {
        gaps.merge(gap.key(), gap, (held, next) -> next.revision() > held.revision() ? next : held);
    }

    /**
     * Routes around monitored prefixes that were withdrawn and are due. What is inside is due from now on, too: what is held of
     * it tells the rest.
     */
    synchronized List<RouteChange.Withdrawn> takeAround(
            Supplier<? extends Collection<IpPrefix>> monitored, Instant now) {
        if (around.isEmpty()) {
            return List.of();
        }
        List<RouteChange.Withdrawn> due = new ArrayList<>();
        Collection<IpPrefix> watched = monitored.get();
        around.entrySet().removeIf(entry -> {
            boolean taken = !entry.getValue().notBefore().isAfter(now);
            if (taken) {
                due.addAll(entry.getValue().withdrawn().values());
                watched.stream()
                        .filter(entry.getKey()::contains)
                        .forEach(inside -> prefixes.putIfAbsent(inside, Prefix.nothing()));
            }
            return taken;
        });
        return due;
    }

    /** Prefixes that are due, at most so many. */
    synchronized Map<IpPrefix, Again> takePrefixes(int most, Instant now) {
        Map<IpPrefix, Again> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<IpPrefix, Prefix>> entries = prefixes.entrySet().iterator();
        while (entries.hasNext() && taken.size() < most) {
            Map.Entry<IpPrefix, Prefix> entry = entries.next();
            if (!entry.getValue().notBefore().isAfter(now)) {
                taken.put(entry.getKey(), entry.getValue().again());
                entries.remove();
            }
        }
        return taken;
    }

    /** Something of it has not been told. */
    synchronized boolean contains(IpPrefix prefix) {
        return prefixes.containsKey(prefix) || around.keySet().stream().anyMatch(route -> route.contains(prefix));
    }

    synchronized List<ObservedSession> takeSessions(Instant now) {
        List<ObservedSession> due = new ArrayList<>();
        sessions.values().removeIf(state -> {
            boolean taken = !state.notBefore().isAfter(now);
            if (taken) {
                due.add(state.session());
            }
            return taken;
        });
        return due;
    }

    synchronized List<CollectorGap> takeGaps() {
        List<CollectorGap> due = List.copyOf(gaps.values());
        gaps.clear();
        return due;
    }

    /** Sessions whose state has not been told. */
    synchronized List<ObservedSession> sessions() {
        return sessions.values().stream().map(State::session).toList();
    }

    /**
     * What of routes has not been told.
     *
     * @param count changes that were refused
     */
    record Routes(Instant since, long count, List<IpPrefix> prefixes) {}

    /** Empty when all has been. */
    synchronized Optional<Routes> routes(Supplier<? extends Collection<IpPrefix>> monitored) {
        if (since == null || (prefixes.isEmpty() && around.isEmpty())) {
            return Optional.empty();
        }
        Set<IpPrefix> concerned = new LinkedHashSet<>(prefixes.keySet());
        if (!around.isEmpty()) {
            monitored.get().stream().filter(this::contains).forEach(concerned::add);
        }
        return concerned.isEmpty() ? Optional.empty() : Optional.of(new Routes(since, count, List.copyOf(concerned)));
    }
}
