/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.event.Entitled;
import org.openpeering.prefix.incident.Gathering.Place;

/** What gathering rests on and leads to; many rows at a time, of whatever subscriptions, under the lock of the events' log. */
@ApplicationScoped
class IncidentRepository {
    private static final String COLUMNS =
            " m.scope, m.event_id, m.cause, m.revision, m.event_type, m.level, m.confidence,"
                    + " m.prefix, m.offending, m.first_seen, m.last_seen, m.ended_at, m.incident_id, m.quiet ";

    private final Statements statements;

    IncidentRepository(Statements statements) {
        this.statements = statements;
    }

    /** The event at a place of a list, and who may be told of it, or was. */
    record Listener(int place, String scope) {}

    Uni<List<Listener>> listeners(List<RoutingEvent> events) {
        return statements
                .of("""
                select o.place, s.scope from unnest(:ids, :prefixes) with ordinality as o (id, prefix, place)
                cross join lateral (
                    select '' as scope
                    union select c.subscription from customer_prefix c
                        where c.prefix = o.prefix and c.created_at <= now() and c.replaces is null and""" + Entitled.CONDITION + """
                    union select m.scope from incident_member m where m.event_id = o.id) s
                order by o.place, s.scope""")
                .set("ids", column(events, RoutingEvent::id))
                .set("prefixes", column(events, RoutingEvent::prefix))
                .set("learned", Entitled.LEARNED)
                .list(row -> new Listener((int) row.number("place") - 1, row.text("scope")));
    }

    /** Those of whom something is said, and those without an incident that began about then. */
    Uni<List<Member>> members(List<RoutingEvent> events, Collection<Place> places, Instant from, Instant until) {
        return statements
                .of("select" + COLUMNS + "from incident_member m where m.event_id = any(:ids) union select" + COLUMNS
                        + """
                from unnest(:scopes, :causes) as p (scope, cause)
                join incident_member m on m.scope = p.scope and m.cause = p.cause and m.incident_id is null
                    and m.first_seen >= :from and m.first_seen <= :until
                order by first_seen, event_id""")
                .set("ids", column(events, RoutingEvent::id))
                .set("scopes", column(places, Place::scope))
                .set("causes", column(places, Place::cause))
                .set("from", from)
                .set("until", until)
                .list(IncidentRepository::member);
    }

    private static Member member(Row row) {
        return new Member(
                row.text("scope"),
                Cause.parse(row.text("cause")),
                row.text("event_id"),
                row.number("revision"),
                row.constant("event_type", EventType.class),
                row.constant("level", EventLevel.class),
                (int) row.number("confidence"),
                IpPrefix.parse(row.text("prefix")),
                IpPrefix.parse(row.text("offending")),
                row.instant("first_seen"),
                row.instant("last_seen"),
                row.instantOrNull("ended_at"),
                row.textOrNull("incident_id"),
                row.bool("quiet"));
    }

    /** The latest of each. */
    Uni<List<Incident>> latest(Collection<Place> places) {
        return statements
                .of("""
                select distinct on (i.scope, i.cause) i.state from unnest(:scopes, :causes) as p (scope, cause)
                join incident i on i.scope = p.scope and i.cause = p.cause
                order by i.scope, i.cause, i.generation desc""")
                .set("scopes", column(places, Place::scope))
                .set("causes", column(places, Place::cause))
                .list(row -> row.json("state", Incident.class));
    }

    /** A prefix of which an incident has an event. */
    record Known(String incident, IpPrefix prefix) {}

    Uni<List<Known>> known(Collection<Incident> incidents, List<RoutingEvent> events) {
        return statements
                .of("select distinct m.incident_id, m.prefix from incident_member m"
                        + " where m.incident_id = any(:incidents) and m.prefix = any(:prefixes)")
                .set("incidents", column(incidents, Incident::id))
                .set("prefixes", column(events, RoutingEvent::prefix))
                .list(row -> new Known(row.text("incident_id"), IpPrefix.parse(row.text("prefix"))));
    }

    /** Those that go on. */
    Uni<List<Incident>> open() {
        return statements
                .of("select state from incident where ended_at is null order by incident_id")
                .list(row -> row.json("state", Incident.class));
    }

    /** An incident with the number by which pages are cut. */
    record Numbered<T>(long seq, T value) {}

    /** Newest first; before the one of a number. */
    Uni<List<Numbered<Incident>>> page(String scope, long before) {
        return statements
                .of(
                        "select seq, state from incident where scope = :scope and seq < :before order by seq desc limit :limit")
                .set("scope", scope)
                .set("before", before)
                .set("limit", Page.SIZE + 1)
                .list(row -> new Numbered<>(row.number("seq"), row.json("state", Incident.class)));
    }

    Uni<@Nullable Incident> find(String scope, String id) {
        return statements
                .of("select state from incident where scope = :scope and incident_id = :id")
                .set("scope", scope)
                .set("id", id)
                .find(row -> row.json("state", Incident.class));
    }

    /** The events of an incident as they are now, in the order in which they joined; all there are. */
    Uni<List<Numbered<RoutingEvent>>> events(String scope, String id, long after) {
        return events(scope, id, after, "").list(IncidentRepository::numbered);
    }

    /** Those of prefixes that the subscription has now. */
    Uni<List<Numbered<RoutingEvent>>> eventsOf(Subscription subscription, String id, long after) {
        return events(
                        subscription.key(),
                        id,
                        after,
                        " and exists (select 1 from customer_prefix c where c.prefix = m.prefix"
                                + " and c.subscription = :subscription and c.replaces is null and" + Entitled.CONDITION
                                + ")")
                .set("subscription", subscription)
                .set("learned", Entitled.LEARNED)
                .list(IncidentRepository::numbered);
    }

    private Statement events(String scope, String id, long after, String condition) {
        return statements
                .of("select m.seq, e.body, m.incident_id from incident_member m"
                        + " join routing_event e on e.event_id = m.event_id"
                        + " where m.incident_id = :id and m.scope = :scope and m.seq > :after" + condition
                        + " order by m.seq limit :limit")
                .set("id", id)
                .set("scope", scope)
                .set("after", after)
                .set("limit", Page.SIZE + 1);
    }

    private static Numbered<RoutingEvent> numbered(Row row) {
        return new Numbered<>(
                row.number("seq"),
                row.json("body", RoutingEvent.class)
                        .but()
                        .incident(row.text("incident_id"))
                        .build());
    }

    Uni<Integer> storeIncidents(Collection<Incident> incidents) {
        return statements
                .of("""
                insert into incident as held (incident_id, scope, cause, generation, ended_at, changed_at, state)
                select o.id, o.scope, o.cause, o.generation, nullif(o.ended, '')::timestamptz, now(), o.state::jsonb
                from unnest(:ids, :scopes, :causes, :generations, :ends, :states)
                    as o (id, scope, cause, generation, ended, state)
                order by o.id on conflict (incident_id) do update set ended_at = excluded.ended_at,
                    changed_at = excluded.changed_at, state = excluded.state""")
                .set("ids", column(incidents, Incident::id))
                .set("scopes", column(incidents, Incident::scope))
                .set("causes", column(incidents, Incident::cause))
                .set("generations", column(incidents, Incident::generation))
                .set("ends", column(incidents, incident -> text(incident.ended())))
                .set("states", column(incidents, incident -> Objects.requireNonNull(statements.json(incident))))
                .update();
    }

    Uni<Integer> storeMembers(Collection<Member> members) {
        return statements
                .of("""
                insert into incident_member as held (scope, event_id, cause, revision, event_type, level, confidence, prefix,
                    offending, first_seen, last_seen, ended_at, incident_id, quiet)
                select o.scope, o.event, o.cause, o.revision, o.type, o.level, o.confidence, o.prefix, o.offending,
                    o.first::timestamptz, o.last::timestamptz, nullif(o.ended, '')::timestamptz, nullif(o.incident, ''),
                    o.quiet = 1
                from unnest(:scopes, :events, :causes, :revisions, :types, :levels, :confidences, :prefixes, :offending,
                    :firsts, :lasts, :ends, :incidents, :quiet) with ordinality
                    as o (scope, event, cause, revision, type, level, confidence, prefix, offending, first, last, ended,
                        incident, quiet, place)
                order by o.place on conflict (event_id, scope) do update set revision = excluded.revision,
                    level = excluded.level, confidence = excluded.confidence, last_seen = excluded.last_seen,
                    ended_at = excluded.ended_at, incident_id = excluded.incident_id, quiet = excluded.quiet""")
                .set("scopes", column(members, Member::scope))
                .set("events", column(members, Member::event))
                .set("causes", column(members, Member::cause))
                .set("revisions", column(members, Member::revision))
                .set("types", column(members, Member::type))
                .set("levels", column(members, Member::level))
                .set("confidences", column(members, member -> (long) member.confidence()))
                .set("prefixes", column(members, Member::prefix))
                .set("offending", column(members, Member::offending))
                .set("firsts", column(members, Member::firstSeen))
                .set("lasts", column(members, Member::lastSeen))
                .set("ends", column(members, member -> text(member.ended())))
                .set("incidents", column(members, member -> text(member.incident())))
                .set("quiet", column(members, member -> member.quiet() ? 1L : 0L))
                .update();
    }

    private static Object text(@Nullable Object value) {
        return Objects.requireNonNullElse(value, "");
    }

    private static <T> List<Object> column(Collection<T> rows, Function<T, Object> value) {
        return rows.stream().map(value).toList();
    }

    /**
     * What has no incident after a day gets none; events of incidents go when events do.
     *
     * @param kept how long incidents are kept that have ended
     */
    Uni<Void> purge(Duration events, Duration kept) {
        return statements
                .of("delete from incident_member where incident_id is null and recorded_at < now() - interval '1 day'")
                .update()
                .chain(() -> statements
                        .of(
                                "delete from incident_member m using incident i where m.incident_id = i.incident_id"
                                        + " and i.ended_at is not null and i.changed_at < now() - make_interval(secs => :seconds)")
                        .set("seconds", (double) events.toSeconds())
                        .update())
                .chain(() -> statements
                        .of("delete from incident where ended_at is not null"
                                + " and changed_at < now() - make_interval(secs => :seconds)")
                        .set("seconds", (double) kept.toSeconds())
                        .update())
                .replaceWithVoid();
    }
}
