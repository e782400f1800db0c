/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.openpeering.contract.insights.CollectorGap.Cause;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.text.Prose;

/**
 * Which routers and sessions are out of sight, of what {@code session-states} says: every collector sees the same.
 *
 * <p>A router none of whose sessions is in sight is one trouble, however many it has; so it stays for a while after it is back,
 * since its sessions come one after another. What is still missing then, and what a router that is there tells no more of, is
 * a trouble of that session, if a monitored prefix is to be announced on it and it is in sight in no other table. A session that is
 * down is none: that was seen.
 *
 * @param routers of the inventory: of others nothing is expected
 * @param required whether a monitored prefix has to be announced on the session
 * @param alive whether a collector is
 * @param grace for how long a session had been away when it was called lost
 * @param patience for how long sessions may come one after another
 */
public record SessionTroubles(
        Set<String> routers,
        Predicate<ObservedSession> required,
        Predicate<String> alive,
        Duration grace,
        Duration patience) {
    private static final String LOST = "BmpSessionLost";
    private static final String NOT_MONITORED = "Deconfigured";
    private static final Comparator<ObservedSession> BY_TIME = Comparator.comparing(ObservedSession::since);

    /** @param open names of the routers, and of the sessions, whose gap is open */
    public List<Trouble> of(
            Collection<ObservedSession> sessions, Set<String> openRouters, Set<String> open, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        Map<String, List<ObservedSession>> byRouter = sessions.stream()
                .filter(session -> routers.contains(session.router()))
                .collect(groupingBy(ObservedSession::router));
        byRouter.forEach((router, all) -> {
            Sight sight = new Sight(all);
            Optional<Trouble> lost = router(router, sight, openRouters.contains(router), now);
            lost.ifPresent(troubles::add);
            if (lost.isEmpty()) {
                all.stream()
                        .filter(session -> unseen(session, open) && !sight.elsewhere(session) && required.test(session))
                        .map(this::session)
                        .forEach(troubles::add);
            }
        });
        return troubles;
    }

    /** The sessions of one router. */
    private final class Sight {
        private final List<ObservedSession> lost;
        private final List<ObservedSession> up;
        /** Called established by a collector that is gone. */
        private final boolean orphans;

        Sight(List<ObservedSession> sessions) {
            lost = sessions.stream().filter(SessionTroubles::lost).toList();
            up = sessions.stream()
                    .filter(session -> session.established() && !orphan(session))
                    .toList();
            orphans = sessions.stream().anyMatch(SessionTroubles.this::orphan);
        }

        /** The router tells of the same neighbour in another of its tables that is the Internet's. */
        boolean elsewhere(ObservedSession session) {
            return up.stream()
                    .anyMatch(other -> other.peerAddress().equals(session.peerAddress())
                            && other.peerAsn().equals(session.peerAsn()));
        }

        boolean coming(Duration patience, Instant now) {
            return up.stream()
                    .max(BY_TIME)
                    .filter(last -> last.since().plus(patience).isAfter(now))
                    .isPresent();
        }
    }

    private Optional<Trouble> router(String router, Sight sight, boolean open, Instant now) {
        boolean nothing = sight.up.isEmpty() && (!sight.lost.isEmpty() || (open && sight.orphans));
        boolean coming = open && !sight.lost.isEmpty() && sight.coming(patience, now);
        if (!nothing && !coming) {
            return Optional.empty();
        }
        Instant since = sight.lost.stream()
                .map(ObservedSession::since)
                .min(Comparator.naturalOrder())
                .orElse(now);
        return Optional.of(lost(router, since.minus(grace), sight.lost.size()));
    }

    static Trouble lost(String router, Instant since, int sessions) {
        return new Trouble(
                Cause.ROUTER_LOST,
                router,
                since,
                "Router " + router + " is out of sight",
                "What is announced and withdrawn on "
                        + (sessions == 0 ? "its sessions" : Prose.count(sessions, "session")) + " is not seen",
                0,
                "Its sessions are in sight again, and their tables complete");
    }

    /** Nobody looks at the session: that it is down is not known. */
    public static boolean outOfSight(ObservedSession session) {
        return lost(session) || (!session.established() && session.reason().equals(NOT_MONITORED));
    }

    private static boolean lost(ObservedSession session) {
        return !session.established() && session.reason().equals(LOST);
    }

    private boolean orphan(ObservedSession session) {
        String collector = session.collector();
        return session.established() && collector != null && !alive.test(collector);
    }

    private boolean unseen(ObservedSession session, Set<String> open) {
        return outOfSight(session) || (open.contains(session.key()) && orphan(session));
    }

    private Trouble session(ObservedSession session) {
        return lost(
                session.id(), session.peerAsn(), lost(session) ? session.since().minus(grace) : session.since());
    }

    static Trouble lost(SessionId session, Asn asn, Instant since) {
        return new Trouble(
                Cause.SESSION_LOST,
                session.toString(),
                since,
                "Nothing is told any more of " + Wording.session(session, asn),
                "What it announces and withdraws is not seen",
                0,
                "It is in sight again, and its table complete");
    }
}
