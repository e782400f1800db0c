/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Computation;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.ChangeRepository.SessionChange;
import org.openpeering.prefix.event.Watched;

/**
 * Takes over what was seen, and queues what may follow from it; shows it to whoever has the key of the prefix: naming a
 * prefix is not enough to be told about it.
 */
@ApplicationScoped
public class RoutesService {
    /** Ways of before that are looked at. */
    private static final int REMEMBERED = 5000;

    private final Replica replica;
    private final RoutesRepository repository;
    private final ChangeRepository changes;
    private final RoutesConfig config;

    RoutesService(Replica replica, RoutesRepository repository, ChangeRepository changes, RoutesConfig config) {
        this.config = config;
        this.replica = replica;
        this.repository = repository;
        this.changes = changes;
    }

    @WithTransaction
    public Uni<Void> prefixRoutes(List<Received<PrefixRoutes>> messages) {
        return repository
                .lastSaid(messages.stream().map(Received::key).collect(Collectors.toSet()))
                .chain(held -> Computation.of(messages.size(), () -> RouteStep.of(held, messages)))
                .chain(this::remember)
                .chain(() -> replica.store(Topic.PREFIX_ROUTES, messages))
                .chain(changed -> changes.add(ChangeKind.ROUTES, changed));
    }

    private Uni<Integer> remember(List<RouteStep> steps) {
        return steps.isEmpty()
                ? Uni.createFrom().item(0)
                : repository.remember(steps, config.historyPerHour(), config.historyBytesPerHour());
    }

    /** The routes of the prefix, by {@link RouteView#key}, up to one more than a page. */
    @WithSession
    public Uni<List<ObservedRoute>> routes(Watched watched, String after) {
        return !watched.claimed()
                ? Uni.createFrom().item(List.of())
                : repository
                        .routes(List.of(watched.prefix()))
                        .map(said -> said.stream()
                                .flatMap(routes -> routes.routes().stream())
                                .filter(route -> RouteView.key(route).compareTo(after) > 0)
                                .sorted(Comparator.comparing(RouteView::key))
                                .limit(Page.SIZE + 1)
                                .toList());
    }

    /** What happened to its routes since the resource was made, newest first; {@code before} 0: the first page. */
    @WithSession
    public Uni<List<RememberedChange>> history(Watched watched, long before) {
        return !watched.claimed()
                ? Uni.createFrom().item(List.of())
                : repository.history(watched.prefix(), watched.since(), before);
    }

    /** The ways on which it is seen, and those on which it was within the time. */
    @WithSession
    public Uni<List<SeenRoute>> seen(Watched watched, Duration time) {
        return !watched.claimed()
                ? Uni.createFrom().item(List.of())
                : repository
                        .routes(List.of(watched.prefix()))
                        .map(said -> said.stream()
                                .flatMap(routes -> routes.routes().stream())
                                .map(SeenRoute::now)
                                .toList())
                        .chain(now -> repository
                                .remembered(watched.prefix(), since(watched, time), REMEMBERED)
                                .map(before -> Stream.concat(now.stream(), before.stream())
                                        .toList()));
    }

    private static Instant since(Watched watched, Duration time) {
        Instant since = Instant.now().minus(time);
        return since.isBefore(watched.since()) ? watched.since() : since;
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> purge() {
        return repository.forget(config.historyRetention()).replaceWithVoid();
    }

    @WithTransaction
    public Uni<Void> sessions(List<Received<ObservedSession>> messages) {
        return repository
                .held(forgotten(messages))
                .chain(before -> replica.store(Topic.SESSION_STATES, messages)
                        .map(changed -> concerned(before, messages, Set.copyOf(changed))))
                .chain(this::queue);
    }

    /** Of these nothing is said but that they are gone. */
    private static Set<String> forgotten(List<Received<ObservedSession>> messages) {
        return messages.stream()
                .filter(message -> message.body() == null)
                .map(Received::key)
                .collect(Collectors.toSet());
    }

    /** Each session as it is, or as it was before it was forgotten. */
    private static List<ObservedSession> concerned(
            Map<String, ObservedSession> before, List<Received<ObservedSession>> messages, Set<String> changed) {
        return messages.stream()
                .filter(message -> changed.contains(message.key()))
                .map(message -> message.body() == null ? before.get(message.key()) : message.body())
                .filter(Objects::nonNull)
                .toList();
    }

    private Uni<Void> queue(List<ObservedSession> sessions) {
        return sessions.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .metros(sessions.stream().map(ObservedSession::router).collect(Collectors.toSet()))
                        .map(metros -> sessions.stream()
                                .map(session ->
                                        new SessionChange(session.peerAsn(), metros.getOrDefault(session.router(), "")))
                                .collect(Collectors.toSet()))
                        .chain(changes::addSessions);
    }
}
