/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.net.IpPrefix;

/**
 * What Kafka refused, until it is told again: soon, or after a pause where it refused for good. Of a route that went the
 * withdrawal is kept, as nothing else would tell of it while its table is not complete. As large as what is watched, and for
 * each prefix no more than {@link #MOST_WITHDRAWALS}.
 */
final class Unsent {
    static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST_WITHDRAWALS = 1_000;

    private final Map<IpPrefix, Prefix> prefixes = new LinkedHashMap<>();
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
     */
    private record Prefix(Instant notBefore, Map<RouteId, RouteChange.Withdrawn> withdrawn) {}

    private record State(Instant notBefore, ObservedSession session) {}

    /** @param lasting it would be refused again at once */
    synchronized void route(RouteChange change, Instant now, boolean lasting) {
        if (since == null || latest.plus(MEMORY).isBefore(now)) {
            since = now;
            count = 0;
        }
        latest = now;
        count++;
        Instant notBefore = lasting ? now.plus(PAUSE) : now;
        Prefix before = prefixes.get(change.monitored());
        Map<RouteId, RouteChange.Withdrawn> withdrawn = before == null ? new HashMap<>() : before.withdrawn();
        if (change instanceof RouteChange.Withdrawn gone && withdrawn.size() < MOST_WITHDRAWALS) {
            withdrawn.put(gone.id(), gone);
        }
        prefixes.put(change.monitored(), new Prefix(notBefore, withdrawn));
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

    /** Prefixes that are due, at most so many, each with its routes that were withdrawn. */
    synchronized Map<IpPrefix, List<RouteChange.Withdrawn>> takePrefixes(int most, Instant now) {
        Map<IpPrefix, List<RouteChange.Withdrawn>> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<IpPrefix, Prefix>> entries = prefixes.entrySet().iterator();
        while (entries.hasNext() && taken.size() < most) {
            Map.Entry<IpPrefix, Prefix> entry = entries.next();
            if (!entry.getValue().notBefore().isAfter(now)) {
                taken.put(
                        entry.getKey(), List.copyOf(entry.getValue().withdrawn().values()));
                entries.remove();
            }
        }
        return taken;
    }

    /** Something of it has not been told. */
    synchronized boolean contains(IpPrefix prefix) {
        return prefixes.containsKey(prefix);
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
    synchronized Optional<Routes> routes() {
        return prefixes.isEmpty() || since == null
                ? Optional.empty()
                : Optional.of(new Routes(since, count, List.copyOf(prefixes.keySet())));
    }
}
