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
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/**
 * Events, and the log of their revisions.
 *
 * <p>The log's numbers follow the order of commits: who is to add to it waits, before it takes a number, for the commit of
 * who did before. So a stream that has sent number n has sent all below it, of whatever prefixes.
 *
 * <p>Native statements: the one table is appended to and read by number, the other is written many rows at a time.
 */
@ApplicationScoped
class EventRepository {
    /** A customer sees what still went on when its prefix was made, or began later. */
    private static final String CONCERNS =
            " e.prefix = :prefix and (e.first_seen >= :since or e.ended_at is null or e.ended_at >= :since) ";

    /** To which incident of the subscription the event {@code e} belongs. */
    private static final String INCIDENT =
            " (select m.incident_id from incident_member m where m.event_id = e.event_id and m.scope = :subscription)"
                    + " as incident ";

    private final Statements statements;

    EventRepository(Statements statements) {
        this.statements = statements;
    }

    /** An entry of the log. */
    record Logged(long seq, RoutingEvent event) {}

    /** The next to add to the log waits for the end of this transaction, which has to be short. */
    Uni<Void> lockLog() {
        return statements
                .of("select 1 as locked from pg_advisory_xact_lock(hashtextextended('routing_event_log', 0))")
                .list(row -> row.number("locked"))
                .replaceWithVoid();
    }

    /** In their order, under the lock; a revision that is there already stays as it is. */
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

    /** What is told to a subscription alone. */
    Uni<Integer> logTold(List<EventGatherer.Told> told) {
        return statements
                .of("""
                insert into routing_event_log (event_id, revision, prefix, body, subscription)
                select o.id, o.revision, o.prefix, o.body::jsonb, o.subscription
                from unnest(:ids, :revisions, :prefixes, :bodies, :subscriptions)
                    with ordinality as o (id, revision, prefix, body, subscription, place)
                order by o.place on conflict do nothing""")
                .set("ids", of(told, RoutingEvent::id))
                .set("revisions", of(told, RoutingEvent::revision))
                .set("prefixes", of(told, RoutingEvent::prefix))
                .set("bodies", of(told, this::body))
                .set(
                        "subscriptions",
                        told.stream().map(EventGatherer.Told::subscription).toList())
                .update();
    }

    private static List<Object> of(List<EventGatherer.Told> told, Function<RoutingEvent, Object> value) {
        return column(told.stream().map(EventGatherer.Told::event).toList(), value);
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
    Uni<List<RoutingEvent>> newest(Watched watched, Instant from, int limit) {
        return concerning(watched, "and e.first_seen >= :from", limit)
                .set("from", from)
                .list(EventRepository::event);
    }

    /** A page, newest first; {@code before} null: the first one. */
    Uni<List<RoutingEvent>> page(Watched watched, @Nullable EventKey before) {
        return concerning(watched, "and (e.first_seen, e.event_id) < (:time, :id)", Page.SIZE + 1)
                .set("time", before == null ? Instant.parse("9999-01-01T00:00:00Z") : before.firstSeen())
                .set("id", before == null ? "" : before.eventId())
                .list(EventRepository::event);
    }

    /** What goes on, or went on since then, newest first. */
    Uni<List<RoutingEvent>> recent(Watched watched, Instant from, int limit) {
        return concerning(watched, "and (e.ended_at is null or e.ended_at >= :from)", limit)
                .set("from", from)
                .list(EventRepository::event);
    }

    /** What goes on and is Critical, newest first. */
    Uni<List<RoutingEvent>> openCritical(Watched watched, int limit) {
        return concerning(watched, "and e.ended_at is null and e.body ->> 'level' = 'Critical'", limit)
                .list(EventRepository::event);
    }

    /** What goes on of what the network itself does not see, newest first. */
    Uni<List<RoutingEvent>> openGaps(Watched watched, int limit) {
        return concerning(watched, "and e.ended_at is null and e.body ->> 'type' = 'CollectorGapEvent'", limit)
                .list(EventRepository::event);
    }

    private Statement concerning(Watched watched, String condition, int limit) {
        return statements
                .of("select e.body," + INCIDENT + " from routing_event e where" + CONCERNS + condition
                        + " order by e.first_seen desc, e.event_id desc limit :limit")
                .set("prefix", watched.prefix())
                .set("since", watched.since())
                .set("subscription", watched.subscription())
                .set("limit", limit);
    }

    private static RoutingEvent event(Row row) {
        RoutingEvent event = row.json("body", RoutingEvent.class);
        String incident = row.textOrNull("incident");
        return incident == null ? event : event.but().incident(incident).build();
    }

    private static Logged logged(Row row) {
        return new Logged(row.number("seq"), event(row));
    }

    /**
     * Where the log is. Its numbers only grow, also over its deletion.
     *
     * @param newest the last number; 0: there was none
     * @param gone when the youngest of those was recorded that come after the number asked for and are deleted; null: none is
     * @param before when the one of the number asked for was, or one before it; null: nobody knows
     */
    record Position(
            long newest, @Nullable Instant gone, @Nullable Instant before) {}

    Uni<Position> position(long seq) {
        return statements
                .of("""
                select greatest(coalesce((select max(seq) from routing_event_log), 0),
                        coalesce((select max(seq) from routing_event_log_gone), 0)) as newest,
                    (select recorded_at from routing_event_log_gone where seq > :seq order by seq desc limit 1) as gone,
                    (select recorded_at from routing_event_log_gone where seq <= :seq order by seq desc limit 1) as before""")
                .set("seq", seq)
                .get(row -> new Position(row.number("newest"), row.instantOrNull("gone"), row.instantOrNull("before")));
    }

    /**
     * What came after {@code seq}, oldest first: at most so many and so many bytes, but one.
     */
    Uni<List<Logged>> after(Watched watched, Wanted wanted, long seq, Batch most) {
        return batch(
                        "select e.seq, e.body, e.event_id, e.revision, e.prefix, e.subscription," + INCIDENT + """
                 from routing_event_log e
                where e.prefix = :prefix and e.subscription = '' and e.recorded_at >= :since and e.seq > :seq""",
                        wanted,
                        seq,
                        most)
                .set("prefix", watched.prefix())
                .set("since", watched.since())
                .set("subscription", watched.subscription())
                .list(EventRepository::logged);
    }

    /** The same of several prefixes, each entry once; an incident in place of what it tells. */
    Uni<List<Logged>> after(Followed followed, Wanted wanted, long seq, Batch most) {
        return batch(
                        "select e.seq, e.body, e.event_id, e.revision, e.prefix, e.subscription," + INCIDENT + """
                 from routing_event_log e
                where e.seq > :seq and (e.subscription = '' or e.subscription = :subscription) and exists (
                    select 1 from customer_prefix c
                    where c.created_at <= e.recorded_at and c.replaces is null
                        and (case when e.subscription = '' then c.prefix = e.prefix else c.prefix in (
                            select m.prefix from incident_member m where m.incident_id = e.event_id) end)
                        and c.subscription = :subscription and (:service = '' or c.service_key = :service) and"""
                                + Entitled.CONDITION + """
                ) and not exists (select 1 from incident_member q
                    where q.event_id = e.event_id and q.scope = :subscription and q.quiet)""",
                        wanted,
                        seq,
                        most)
                .set("subscription", followed.subscription())
                .set("service", service(followed))
                .set("learned", Entitled.LEARNED)
                .list(EventRepository::logged);
    }

    /** How much of the log is read at once. */
    record Batch(int entries, int bytes) {}

    /**
     * An event that has become less bad than is wanted is carried to its end. An incident is wanted with one of its events, or as
     * such.
     */
    private Statement batch(String all, Wanted wanted, long seq, Batch most) {
        return statements
                .of(
                        "select seq, body, incident from (select seq, body, incident, row_number() over (order by seq) as place,"
                                + " sum(octet_length(body::text)) over (order by seq) as bytes from (select * from ("
                                + all + """
                        ) l where (cardinality(:types) = 0 or l.body ->> 'type' = any(:types) or exists (
                                select 1 from incident_member m
                                where m.incident_id = l.event_id and m.event_type = any(:types)))
                            and (l.body ->> 'level' = any(:levels) or exists (
                                select 1 from routing_event_log p where p.event_id = l.event_id
                                    and p.revision < l.revision and p.body ->> 'level' = any(:levels)))
                            and (cardinality(:only) = 0 or case when l.subscription = ''
                                then l.prefix::inet <<= any(:only::inet[])
                                else exists (select 1 from incident_member m
                                    where m.incident_id = l.event_id and m.prefix::inet <<= any(:only::inet[])) end)
                        order by l.seq limit :entries) entries) counted where place = 1 or bytes <= :bytes order by seq""")
                .set("types", wanted.types())
                .set("levels", wanted.levels())
                .set("only", wanted.prefixes())
                .set("seq", seq)
                .set("entries", most.entries())
                .set("bytes", most.bytes());
    }

    /** Whether the service is still there; a subscription is, while there is a token for it. */
    Uni<Boolean> follows(Followed followed) {
        return statements
                .of("""
                select (:service = '' or exists (select 1 from peering_service
                    where subscription = :subscription and resource_key = :service)) as found""")
                .set("subscription", followed.subscription())
                .set("service", service(followed))
                .get(row -> row.bool("found"));
    }

    private static String service(Followed followed) {
        return followed.service() == null ? "" : followed.service().key();
    }

    /** Whether the very resource is still there whose events are sent, with its claim. */
    Uni<Boolean> follows(Watched watched) {
        return statements
                .of("select true as found from customer_prefix c where c.subscription = :subscription"
                        + " and c.resource_key = :key and c.created_at = :since and c.prefix = :prefix and"
                        + Entitled.CONDITION)
                .set("subscription", watched.subscription())
                .set("learned", Entitled.LEARNED)
                .set("key", watched.resourceKey())
                .set("since", watched.since())
                .set("prefix", watched.prefix())
                .find(row -> row.bool("found"))
                .map(Objects::nonNull);
    }

    /** Up to where the log is gone stays known: for good the latest, the others for a year. */
    Uni<Void> purge(Duration retention) {
        String age = retention.toSeconds() + " seconds";
        return older("""
                with gone as (delete from routing_event_log where recorded_at < now() - :age::interval returning seq, recorded_at)
                insert into routing_event_log_gone (seq, recorded_at)
                select max(seq), max(recorded_at) from gone having count(*) > 0 on conflict do nothing""", age)
                .chain(() -> older(
                        "delete from routing_event_log_gone where recorded_at < now() - :age::interval"
                                + " and seq < (select max(seq) from routing_event_log_gone)",
                        "1 year"))
                .chain(() -> older(
                        "delete from routing_event where ended_at is not null and last_seen < now() - :age::interval",
                        age))
                .replaceWithVoid();
    }

    private Uni<Integer> older(String sql, String age) {
        return statements.of(sql).set("age", age).update();
    }
}
