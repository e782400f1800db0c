/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import static java.util.Objects.requireNonNull;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
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
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.activity.store.ActivityStore;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.sql.Computation;

/** Keeps what became of sessions, and answers it. */
@ApplicationScoped
public class SessionHistoryService implements SessionSeries {
    private final SessionRepository sessions;
    private final UnattendedRepository unattended;
    private final Directory directory;
    private final HoldingRepository holdings;
    private final ActivityStore activities;
    private final InstantSource clock = InstantSource.system();

    SessionHistoryService(
            SessionRepository sessions,
            UnattendedRepository unattended,
            Directory directory,
            HoldingRepository holdings,
            ActivityStore activities) {
        this.holdings = holdings;
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

    /** In the transaction of the reader, which has those of a prefix in their order. */
    Uni<Void> held(List<Received<MonitoredPrefix>> messages) {
        Map<String, List<ResourceId>> holders = new TreeMap<>();
        for (Received<MonitoredPrefix> message : messages) {
            MonitoredPrefix prefix = message.body();
            holders.put(message.key(), prefix == null ? List.of() : prefix.holders());
        }
        return holdings.store(holders, clock.instant());
    }

    /** In the transaction of the reader, which has those of a peering in their order. Of one that is gone nobody has to be told. */
    Uni<Void> sessionsHeld(List<Received<Peering>> messages) {
        List<Peering> peerings =
                messages.stream().map(Received::body).filter(Objects::nonNull).toList();
        return holdings.storeSessions(peerings, clock.instant());
    }

    /** In the transaction of the reader. */
    Uni<Void> counted(List<Received<RouteActivity>> messages) {
        Instant now = clock.instant();
        Instant first = SessionRepository.first(now);
        List<RouteActivity> bodies =
                messages.stream().map(Received::body).filter(Objects::nonNull).toList();
        List<SessionChange> changes = bodies.stream()
                .filter(message -> !ActivityStore.toCome(message.at(), now))
                .flatMap(message -> turns(message, first, now))
                .toList();
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
        return holdings.since(peering, clock.instant())
                .chain(since -> seen(configured(peering), since, new Stretch(from, to), grain));
    }

    private Uni<List<Of>> seen(
            Map<ConfiguredSession, List<String>> configured,
            Map<IpAddress, Instant> since,
            Stretch time,
            Duration grain) {
        Instant now = clock.instant();
        Set<String> names = configured.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        return sessions.of(names, time)
                .chain(changes -> unattended
                        .within(time)
                        .chain(gaps -> Computation.of(() -> configured.entrySet().stream()
                                .map(entry -> new Of(
                                        entry.getKey().connection(),
                                        entry.getKey().peerAddress().toString(),
                                        Timeline.windows(
                                                Timeline.since(
                                                        since(since, entry.getKey()), of(entry.getValue(), changes)),
                                                gaps,
                                                time,
                                                grain,
                                                now)))
                                .toList())));
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
        Stretch time = period.time();
        Duration grain = period.grain().window();
        return holdings.since(peering, clock.instant())
                .chain(since -> seen(configured, since, time, grain)
                        .chain(seen -> counted(configured, since, time, grain)
                                .map(answers -> seen.stream()
                                        .map(session -> CountedSession.of(
                                                session,
                                                requireNonNull(answers.get(since.getOrDefault(
                                                        IpAddress.parse(session.sessionIp()), Instant.EPOCH)))))
                                        .toList())));
    }

    /** By since when the sessions are held: mostly there is one such time. */
    private Uni<Map<Instant, ActivityStore.Answer>> counted(
            Map<ConfiguredSession, List<String>> configured,
            Map<IpAddress, Instant> since,
            Stretch time,
            Duration grain) {
        Map<Instant, Map<String, String>> groups = new TreeMap<>();
        configured.forEach((session, names) -> {
            Map<String, String> group = groups.computeIfAbsent(since(since, session), _ -> new HashMap<>());
            names.forEach(name -> group.put(
                    name,
                    CountedSession.group(
                            session.connection(), session.peerAddress().toString())));
        });
        return Multi.createFrom()
                .iterable(groups.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> activities
                        .windows(Kind.SESSION, entry.getValue(), entry.getKey(), time.from(), time.until(), grain)
                        .map(answer -> Map.entry(entry.getKey(), answer)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Instant since(Map<IpAddress, Instant> since, ConfiguredSession session) {
        return since.getOrDefault(session.peerAddress(), Instant.EPOCH);
    }

    /**
     * A monitored prefix: how it was announced, and what became of its routes, from when the holder has it. Of before is nobody's
     * who has it now.
     */
    @WithSession
    Uni<List<CountedWindow>> prefix(IpPrefix prefix, ResourceId holder, Period period) {
        return holdings.since(prefix, holder)
                .chain(since -> prefix(prefix.toString(), since.orElseGet(clock::instant), period));
    }

    private Uni<List<CountedWindow>> prefix(String name, Instant since, Period period) {
        Stretch time = period.time();
        Duration grain = period.grain().window();
        Instant now = clock.instant();
        return sessions.ofPrefix(name, since, time)
                .chain(changes -> unattended
                        .within(time)
                        .chain(gaps -> Computation.of(() -> Timeline.windows(
                                Timeline.sinceAnnounced(Timeline.since(since, changes)), gaps, time, grain, now))))
                .chain(windows -> activities
                        .windows(Kind.PREFIX, Map.of(name, name), since, time.from(), time.until(), grain)
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
