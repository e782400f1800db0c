/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.request.Page;

/**
 * Events, and the log of their revisions.
 *
 * <p>The log's numbers follow the order of commits for each prefix: the events of a prefix are in one partition of the
 * topic, which one reader at a time applies in order. So a stream of one prefix that has sent number n has sent all
 * below it.
 */
@ApplicationScoped
class EventRepository {
    /** A customer sees what still went on when its prefix was made, or began later. */
    private static final String CONCERNS =
            " e.prefix = ? and (e.first_seen >= ? or e.ended_at is null or e.ended_at >= ?) ";

    private final Sql sql;

    EventRepository(Sql sql) {
        this.sql = sql;
    }

    /** An entry of the log. */
    record Logged(long seq, RoutingEvent event) {}

    /** In their order; a revision that is there already stays as it is. */
    void log(List<RoutingEvent> events) {
        sql.update(
                """
                insert into routing_event_log (event_id, revision, prefix, body)
                select o.id, o.revision::bigint, o.prefix, o.body::jsonb
                from unnest(?, ?, ?, ?) with ordinality as o (id, revision, prefix, body, place)
                order by o.place on conflict do nothing""",
                events.stream().map(RoutingEvent::id).toList(),
                events.stream().map(RoutingEvent::revision).toList(),
                events.stream().map(RoutingEvent::prefix).toList(),
                events.stream().map(sql::json).map(String::valueOf).toList());
    }

    /** Of those with one id the newest. */
    void store(List<RoutingEvent> events) {
        Map<String, RoutingEvent> newest = new LinkedHashMap<>();
        events.forEach(event -> newest.merge(event.id(), event, (a, b) -> a.revision() < b.revision() ? b : a));
        sql.update(
                """
                insert into routing_event as held
                    (event_id, revision, prefix, first_seen, last_seen, ended_at, body)
                select o.id, o.revision::bigint, o.prefix, o.first::timestamptz, o.last::timestamptz,
                    nullif(o.ended, '')::timestamptz, o.body::jsonb
                from unnest(?, ?, ?, ?, ?, ?, ?) as o (id, revision, prefix, first, last, ended, body)
                order by o.id
                on conflict (event_id) do update set revision = excluded.revision, last_seen = excluded.last_seen,
                    ended_at = excluded.ended_at, body = excluded.body where held.revision < excluded.revision""",
                newest.keySet(),
                newest.values().stream().map(RoutingEvent::revision).toList(),
                newest.values().stream().map(RoutingEvent::prefix).toList(),
                newest.values().stream().map(RoutingEvent::firstSeen).toList(),
                newest.values().stream().map(RoutingEvent::lastSeen).toList(),
                newest.values().stream()
                        .map(event ->
                                Objects.requireNonNullElse(event.ended(), "").toString())
                        .toList(),
                newest.values().stream().map(sql::json).map(String::valueOf).toList());
    }

    /** Newest first. */
    List<RoutingEvent> newest(IpPrefix prefix, Instant prefixCreated, Instant from, int limit) {
        return sql.list(
                "select e.body from routing_event e where" + CONCERNS
                        + "and e.first_seen >= ? order by e.first_seen desc, e.event_id desc limit ?",
                row -> row.json("body", RoutingEvent.class),
                prefix,
                prefixCreated,
                prefixCreated,
                from,
                limit);
    }

    /** A page, newest first; {@code before} null: the first one. */
    List<RoutingEvent> page(IpPrefix prefix, Instant prefixCreated, @Nullable EventKey before) {
        return sql.list(
                "select e.body from routing_event e where" + CONCERNS
                        + "and (e.first_seen, e.event_id) < (?, ?)"
                        + " order by e.first_seen desc, e.event_id desc limit ?",
                row -> row.json("body", RoutingEvent.class),
                prefix,
                prefixCreated,
                prefixCreated,
                before == null ? Instant.parse("9999-01-01T00:00:00Z") : before.firstSeen(),
                before == null ? "" : before.eventId(),
                Page.SIZE + 1);
    }

    OptionalLong lastSeq(IpPrefix prefix) {
        return sql
                .list(
                        "select seq from routing_event_log where prefix = ? order by seq desc limit 1",
                        row -> row.number("seq"),
                        prefix)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** What came after {@code seq}, oldest first. */
    List<Logged> after(IpPrefix prefix, Instant prefixCreated, long seq, int limit) {
        return sql.list(
                "select seq, body from routing_event_log where prefix = ? and recorded_at >= ? and seq > ?"
                        + " order by seq limit ?",
                row -> new Logged(row.number("seq"), row.json("body", RoutingEvent.class)),
                prefix,
                prefixCreated,
                seq,
                limit);
    }

    /** Whether the very resource is still there whose events are sent, with its claim. */
    boolean follows(Watched watched) {
        Optional<Boolean> found = sql.find(
                "select true as found from customer_prefix where subscription = ? and resource_key = ?"
                        + " and created_at = ? and prefix = ? and claim is not null and (state = 'Verified' or not exists (select 1 from prefix_key k"
                        + " where k.key_hash = claim and k.registered_asn is not null))",
                row -> row.bool("found"),
                watched.subscription().toLowerCase(Locale.ROOT),
                watched.resourceKey(),
                watched.since(),
                watched.prefix());
        return found.isPresent();
    }

    void purge(Duration retention) {
        String age = retention.toSeconds() + " seconds";
        sql.update("delete from routing_event_log where recorded_at < now() - ?::interval", age);
        sql.update("delete from routing_event where ended_at is not null and last_seen < now() - ?::interval", age);
    }
}
