/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.Peering;
import org.openpeering.insights.activity.store.ActivityStore;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.message.Received;

/** Keeps what became of sessions, and answers it. */
@ApplicationScoped
public class SessionHistoryService implements SessionSeries {
    private final SessionRepository sessions;
    private final UnattendedRepository unattended;
    private final Directory directory;
    private final ActivityStore activities;
    private final InstantSource clock = InstantSource.system();

    SessionHistoryService(
            SessionRepository sessions,
            UnattendedRepository unattended,
            Directory directory,
            ActivityStore activities) {
        this.activities = activities;
        this.sessions = sessions;
        this.unattended = unattended;
        this.directory = directory;
    }

    /** In the transaction of the reader. A session that was forgotten is not looked at any more. */
    Uni<Void> observed(List<Received<ObservedSession>> messages) {
        Instant now = clock.instant();
        Instant first = SessionRepository.first(now);
        List<SessionChange> changes = messages.stream()
                .map(message -> {
                    ObservedSession session = message.body();
                    return session == null
                            ? new SessionChange(message.key(), now, Sight.UNSEEN, message.revision())
                            : new SessionChange(
                                    session.key(),
                                    clamp(session.since(), first, now),
                                    Sight.of(session),
                                    session.revision());
                })
                .toList();
        return sessions.add(changes).replaceWithVoid();
    }

    /** It was so at that time, too, as far as it reaches back; and clocks of collectors may be ahead. */
    private static Instant clamp(Instant since, Instant first, Instant now) {
        return since.isBefore(first) ? first : since.isAfter(now) ? now : since;
    }

    /** In the transaction of the reader. */
    Uni<Void> gaps(List<Received<CollectorGap>> messages) {
        Uni<Void> all = unattended.forget(SessionRepository.oldest(clock.instant()));
        for (Received<CollectorGap> message : messages) {
            CollectorGap gap = message.body();
            if (gap != null && gap.cause() == CollectorGap.Cause.UNATTENDED) {
                all = all.chain(() -> unattended.store(gap));
            }
        }
        return all;
    }

    /** In the transaction of the reader. */
    Uni<Void> counted(List<Received<RouteActivity>> messages) {
        Instant now = clock.instant();
        Instant first = SessionRepository.first(now);
        List<RouteActivity> bodies =
                messages.stream().map(Received::body).filter(Objects::nonNull).toList();
        List<SessionChange> changes =
                bodies.stream().flatMap(message -> turns(message, first, now)).toList();
        return activities
                .take(bodies, now)
                .chain(() -> changes.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sessions.add(changes).replaceWithVoid());
    }

    private static Stream<SessionChange> turns(RouteActivity message, Instant first, Instant now) {
        return IntStream.range(0, message.turns().size()).mapToObj(i -> {
            RouteActivity.Turn turn = message.turns().get(i);
            return new SessionChange(
                    message.subject(), clamp(turn.at(), first, now), Sight.of(turn.sight()), message.revision() + i);
        });
    }

    @Override
    @WithSession
    public Uni<List<Of>> series(Peering peering, Instant from, Instant to, Duration grain) {
        return seen(configured(peering), new Stretch(from, to), grain);
    }

    private Uni<List<Of>> seen(Map<ConfiguredSession, List<String>> configured, Stretch time, Duration grain) {
        Instant now = clock.instant();
        Set<String> names = configured.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        return sessions.of(names, time)
                .chain(changes -> unattended
                        .within(time)
                        .map(gaps -> configured.entrySet().stream()
                                .map(entry -> new Of(
                                        entry.getKey().connection(),
                                        entry.getKey().peerAddress().toString(),
                                        Timeline.windows(of(entry.getValue(), changes), gaps, time, grain, now)))
                                .toList()));
    }

    /** A session with what was counted of it. */
    record CountedSession(String connection, String sessionIp, List<CountedWindow> windows) {
        static CountedSession of(Of session, ActivityStore.Answer answer) {
            return new CountedSession(
                    session.connection(),
                    session.sessionIp(),
                    CountedWindow.of(session.windows(), answer, group(session.connection(), session.sessionIp())));
        }

        static String group(String connection, String sessionIp) {
            return connection + " " + sessionIp;
        }
    }

    /** The sessions of a peering, and what they sent. */
    @WithSession
    Uni<List<CountedSession>> peering(Peering peering, Period period) {
        Map<ConfiguredSession, List<String>> configured = configured(peering);
        Map<String, String> groups = new HashMap<>();
        configured.forEach((session, names) -> names.forEach(name -> groups.put(
                name,
                CountedSession.group(session.connection(), session.peerAddress().toString()))));
        Stretch time = period.time();
        Duration grain = period.grain().window();
        return seen(configured, time, grain)
                .chain(seen -> activities
                        .windows(Kind.SESSION, groups, time.from(), time.until(), grain)
                        .map(answer -> seen.stream()
                                .map(session -> CountedSession.of(session, answer))
                                .toList()));
    }

    /** A monitored prefix: how it was announced, and what became of its routes. */
    @WithSession
    Uni<List<CountedWindow>> prefix(IpPrefix prefix, Period period) {
        String name = prefix.toString();
        Stretch time = period.time();
        Duration grain = period.grain().window();
        Instant now = clock.instant();
        return sessions.of(Set.of(name), time)
                .map(Timeline::sinceAnnounced)
                .chain(changes ->
                        unattended.within(time).map(gaps -> Timeline.windows(changes, gaps, time, grain, now)))
                .chain(windows -> activities
                        .windows(Kind.PREFIX, Map.of(name, name), time.from(), time.until(), grain)
                        .map(answer -> CountedWindow.of(windows, answer, name)));
    }

    /** A session that has moved to another router of the site is the same. */
    private static List<SessionChange> of(List<String> names, List<SessionChange> changes) {
        return Timeline.together(changes.stream()
                .filter(change -> names.contains(change.session()))
                .toList());
    }

    /** The sessions of a peering, and what each is called on the routers of its site. */
    private Map<ConfiguredSession, List<String>> configured(Peering peering) {
        Map<ConfiguredSession, List<String>> configured = new TreeMap<>(
                Comparator.comparing(ConfiguredSession::connection).thenComparing(ConfiguredSession::peerAddress));
        List<String> routers = new ArrayList<>(directory.routersAt(peering.metro()));
        for (ConfiguredSession session : peering.sessions()) {
            configured.put(
                    session,
                    routers.stream()
                            .map(router ->
                                    SessionId.of(router, session.peerAddress()).toString())
                            .toList());
        }
        return configured;
    }
}
