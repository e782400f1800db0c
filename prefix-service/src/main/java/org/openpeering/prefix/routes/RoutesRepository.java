/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.routes.RouteStep.Held;

/** What insights last said about sessions and routes; facts of the network, of no subscription. */
@ApplicationScoped
public class RoutesRepository {
    private final Statements statements;

    RoutesRepository(Statements statements) {
        this.statements = statements;
    }

    /** With these addresses, by key. */
    public Uni<List<ObservedSession>> sessions(Collection<IpAddress> peers) {
        return peers.isEmpty()
                ? Uni.createFrom().item(List.of())
                : statements
                        .of("select body::text as body from replica where topic = 'session-states'"
                                + " and body is not null and body ->> 'peerAddress' = any(:peers) order by message_key")
                        .set("peers", peers)
                        .list(row -> row)
                        .chain(Computation.each((Row row) -> row.json("body", ObservedSession.class)));
    }

    public Uni<List<PrefixRoutes>> routes(Collection<IpPrefix> prefixes) {
        return statements
                .of("select body::text as body from replica where topic = 'prefix-routes'"
                        + " and body is not null and message_key = any(:prefixes)")
                .set("prefixes", prefixes)
                .list(row -> row)
                .chain(Computation.each((Row row) -> row.json("body", PrefixRoutes.class)));
    }

    /** What was last said of these prefixes, by message key. */
    Uni<Map<String, Held>> lastSaid(Collection<String> keys) {
        return statements
                .of("select message_key, revision, body::text as body from replica"
                        + " where topic = 'prefix-routes' and message_key = any(:keys)")
                .set("keys", keys)
                .list(row -> row)
                .chain(Computation.each((Row row) -> Map.entry(
                        row.text("message_key"),
                        new Held(
                                row.number("revision"),
                                row.textOrNull("body") == null ? null : row.json("body", PrefixRoutes.class)))))
                .map(RoutesRepository::map);
    }

    /**
     * Of a prefix that has had so many changes within the hour before none, and none that would make them larger than that;
     * what is there stays as it is. A path may be a thousand times as long as another.
     *
     * @param bytes of all changes of an hour together
     */
    Uni<Integer> remember(List<RouteStep> steps, int most, long bytes) {
        return statements
                .of("""
                    with given as (
                        select *, sum(octet_length(body)) over (partition by prefix order by place) as upto
                        from unnest(:prefixes, :revisions, :routes, :changes, :times, :bodies)
                            with ordinality as o (prefix, revision, route, change, at, body, place)),
                    known as (
                        select g.prefix, recent.number, recent.bytes
                        from (select prefix, min(revision) as revision from given group by prefix) g
                        cross join lateral (
                            select count(*) as number, coalesce(sum(octet_length(h.body::text)), 0) as bytes
                            from (select body from route_history where prefix = g.prefix
                                and revision > g.revision - 3600000 limit :most) h) recent)
                    insert into route_history (prefix, revision, route, change, at, body)
                    select prefix, revision, route, change, at::timestamptz, body::jsonb
                    from given join known using (prefix)
                    where number < :most and bytes + upto <= :bytes
                    order by place on conflict do nothing\
                    """)
                .set("prefixes", column(steps, RouteStep::prefix))
                .set("revisions", column(steps, RouteStep::revision))
                .set("routes", column(steps, step -> RouteView.key(step.route())))
                .set("changes", column(steps, step -> step.kind().wire()))
                .set("times", column(steps, RouteStep::at))
                .set("bodies", column(steps, step -> Objects.requireNonNull(statements.json(step.route()))))
                .set("most", (long) most)
                .set("bytes", bytes)
                .update();
    }

    private static List<Object> column(List<RouteStep> steps, Function<RouteStep, Object> value) {
        return steps.stream().map(value).toList();
    }

    /**
     * A page, newest first.
     *
     * @param since nothing that was recorded before
     * @param before 0: the first page
     */
    Uni<List<RememberedChange>> history(IpPrefix prefix, Instant since, long before) {
        return statements
                .of("select seq, change, at, body::text as body from route_history where prefix = :prefix"
                        + " and recorded_at >= :since and seq < :before order by seq desc limit :limit")
                .set("prefix", prefix)
                .set("since", since)
                .set("before", before == 0 ? Long.MAX_VALUE : before)
                .set("limit", Page.SIZE + 1)
                .list(row -> new RememberedChange(
                        row.number("seq"),
                        new RouteChangeView(
                                row.instant("at"),
                                row.constant("change", RouteChangeView.Kind.class),
                                RouteView.of(row.json("body", ObservedRoute.class)))));
    }

    /**
     * The ways that were remembered since, each once for its session, the oldest first.
     *
     * @param most of them; what a prefix has that flaps is not read wholly
     */
    Uni<List<SeenRoute>> remembered(IpPrefix prefix, Instant since, int most) {
        return statements
                .of("""
                    select body ->> 'asPath' as path, route, (body ->> 'peerAsn')::bigint as peer_asn, min(at) as since
                    from route_history where prefix = :prefix and recorded_at >= :since
                    group by 1, 2, 3 order by 4, 2, 1 limit :most\
                    """)
                .set("prefix", prefix)
                .set("since", since)
                .set("most", most)
                .list(row -> new SeenRoute(
                        AsPath.parse(row.text("path")),
                        SeenRoute.session(row.text("route")),
                        new Asn(row.number("peer_asn")),
                        row.instant("since"),
                        false));
    }

    Uni<Integer> forget(Duration retention) {
        return statements
                .of("delete from route_history where recorded_at < now() - :age::interval")
                .set("age", retention.toSeconds() + " seconds")
                .update();
    }

    /** What is held of these sessions, by key. */
    Uni<Map<String, ObservedSession>> held(Collection<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : statements
                        .of("select message_key, body::text as body from replica"
                                + " where topic = 'session-states' and body is not null and message_key = any(:keys)")
                        .set("keys", keys)
                        .list(row -> Map.entry(row.text("message_key"), row.json("body", ObservedSession.class)))
                        .map(RoutesRepository::map);
    }

    /**
     * The metros of the routers that are known, by name; none moves until the transaction ends. A move has everything looked
     * at anew: either that sees what is written here, or the metro read here is the new one.
     */
    Uni<Map<String, String>> metros(Collection<String> routers) {
        return statements
                .of("select message_key, body ->> 'metro' as metro from replica"
                        + " where topic = 'edge-routers' and body is not null and message_key = any(:routers)"
                        + " order by message_key for share")
                .set("routers", routers)
                .list(row -> Map.entry(row.text("message_key"), row.text("metro")))
                .map(RoutesRepository::map);
    }

    private static <V> Map<String, V> map(Collection<? extends Map.Entry<String, V>> entries) {
        return entries.stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
