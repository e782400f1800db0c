/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/**
 * Events, and the log of their revisions.
 *
 * <p>The log's numbers follow the order of commits for each prefix: the events of a prefix are in one partition of the
 * topic, which one reader at a time applies in order. So a stream of one prefix that has sent number n has sent all
 * below it.
 *
 * <p>Native statements: the one table is appended to and read by number, the other is written many rows at a time.
 */
@ApplicationScoped
class EventRepository {
    /** A customer sees what still went on when its prefix was made, or began later. */
    private static final String CONCERNS =
            " e.prefix = :prefix and (e.first_seen >= :since or e.ended_at is null or e.ended_at >= :since) ";

    private final Statements statements;

    EventRepository(Statements statements) {
        this.statements = statements;
    }

    /** An entry of the log. */
    record Logged(long seq, RoutingEvent event) {}

    /** In their order; a revision that is there already stays as it is. */
    Uni<Integer> log(List<RoutingEvent> events) {
        return statements
                .of("""
                insert into routing_event_log (event_id, revision, prefix, body)
                select o.id, o.revision, o.prefix, o.body::jsonb
                from unnest(:ids, :revisions, :prefixes, :bodies)
                    with ordinality as o (id, revision, prefix, body, place)
                order by o.place on conflict do nothing""")
                .set("ids", column(events, RoutingEvent::id))
                .set("revisions", column(events, RoutingEvent::revision))
                .set("prefixes", column(events, RoutingEvent::prefix))
                .set("bodies", column(events, this::body))
                .update();
    }

    /** Of those with one id the newest. */
    Uni<Integer> store(List<RoutingEvent> events) {
        Map<String, RoutingEvent> byId = new LinkedHashMap<>();
        events.forEach(event -> byId.merge(event.id(), event, (a, b) -> a.revision() < b.revision() ? b : a));
        List<RoutingEvent> newest = List.copyOf(byId.values());
        return statements
                .of("""
                insert into routing_event as held
                    (event_id, revision, prefix, first_seen, last_seen, ended_at, body)
                select o.id, o.revision, o.prefix, o.first::timestamptz, o.last::timestamptz,
                    nullif(o.ended, '')::timestamptz, o.body::jsonb
                from unnest(:ids, :revisions, :prefixes, :firsts, :lasts, :ends, :bodies)
                    as o (id, revision, prefix, first, last, ended, body)
                order by o.id
                on conflict (event_id) do update set revision = excluded.revision, last_seen = excluded.last_seen,
                    ended_at = excluded.ended_at, body = excluded.body where held.revision < excluded.revision""")
                .set("ids", column(newest, RoutingEvent::id))
                .set("revisions", column(newest, RoutingEvent::revision))
                .set("prefixes", column(newest, RoutingEvent::prefix))
                .set("firsts", column(newest, RoutingEvent::firstSeen))
                .set("lasts", column(newest, RoutingEvent::lastSeen))
                .set("ends", column(newest, event -> Objects.requireNonNullElse(event.ended(), "")))
                .set("bodies", column(newest, this::body))
                .update();
    }

    private static List<Object> column(List<RoutingEvent> events, Function<RoutingEvent, Object> value) {
        return events.stream().map(value).toList();
    }

    private String body(RoutingEvent event) {
        return Objects.requireNonNull(statements.json(event));
    }

    /** Newest first. */
    Uni<List<RoutingEvent>> newest(IpPrefix prefix, Instant prefixCreated, Instant from, int limit) {
        return concerning(prefix, prefixCreated, "and e.first_seen >= :from", limit)
                .set("from", from)
                .list(row -> row.json("body", RoutingEvent.class));
    }

    /** A page, newest first; {@code before} null: the first one. */
    Uni<List<RoutingEvent>> page(IpPrefix prefix, Instant prefixCreated, @Nullable EventKey before) {
        return concerning(prefix, prefixCreated, "and (e.first_seen, e.event_id) < (:time, :id)", Page.SIZE + 1)
                .set("time", before == null ? Instant.parse("9999-01-01T00:00:00Z") : before.firstSeen())
                .set("id", before == null ? "" : before.eventId())
                .list(row -> row.json("body", RoutingEvent.class));
    }

    private Statement concerning(IpPrefix prefix, Instant prefixCreated, String condition, int limit) {
        return statements
                .of("select e.body from routing_event e where" + CONCERNS + condition
                        + " order by e.first_seen desc, e.event_id desc limit :limit")
                .set("prefix", prefix)
                .set("since", prefixCreated)
                .set("limit", limit);
    }

    /** 0 when there is none. */
    Uni<Long> lastSeq(IpPrefix prefix) {
        return statements
                .of("select seq from routing_event_log where prefix = :prefix order by seq desc limit 1")
                .set("prefix", prefix)
                .list(row -> row.number("seq"))
                .map(found -> found.isEmpty() ? 0L : found.getFirst());
    }

    /** What came after {@code seq}, oldest first. */
    Uni<List<Logged>> after(IpPrefix prefix, Instant prefixCreated, long seq, int limit) {
        return statements
                .of("""
                select seq, body from routing_event_log
                where prefix = :prefix and recorded_at >= :since and seq > :seq order by seq limit :limit""")
                .set("prefix", prefix)
                .set("since", prefixCreated)
                .set("seq", seq)
                .set("limit", limit)
                .list(row -> new Logged(row.number("seq"), row.json("body", RoutingEvent.class)));
    }

    /** Whether the very resource is still there whose events are sent, with its claim. */
    Uni<Boolean> follows(Watched watched) {
        return statements
                .of("""
                select true as found from customer_prefix
                where subscription = :subscription and resource_key = :key and created_at = :since
                    and prefix = :prefix and claim is not null
                    and (state = 'Verified' or not exists (
                        select 1 from prefix_key k where k.key_hash = claim and k.registered_asn is not null))""")
                .set("subscription", watched.subscription())
                .set("key", watched.resourceKey())
                .set("since", watched.since())
                .set("prefix", watched.prefix())
                .find(row -> row.bool("found"))
                .map(Objects::nonNull);
    }

    Uni<Void> purge(Duration retention) {
        String age = retention.toSeconds() + " seconds";
        return older("delete from routing_event_log where recorded_at < now() - :age::interval", age)
                .chain(() -> older(
                        "delete from routing_event where ended_at is not null and last_seen < now() - :age::interval",
                        age))
                .replaceWithVoid();
    }

    private Uni<Integer> older(String sql, String age) {
        return statements.of(sql).set("age", age).update();
    }
}
