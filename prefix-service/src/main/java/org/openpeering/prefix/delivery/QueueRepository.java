/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.event.Entitled;

/** Finds who is told of an event, in whatever subscriptions. */
@ApplicationScoped
class QueueRepository {
    private static final String LEVEL_OR_TOLD = "(o.level = any(w.levels) or exists (select 1 from webhook_delivery t"
            + " where t.webhook = w.resource_key and t.event_id = o.id))";

    private final Statements statements;

    QueueRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * Of events that this transaction has recorded, what is queued. Who was told of one is told on, though it has become less bad
     * than he wanted to be told of: else he would never hear of its end.
     *
     * @param retryFor how long each is tried
     */
    Uni<Integer> add(List<RoutingEvent> events, Duration retryFor) {
        return statements
                .of("""
                insert into webhook_delivery (webhook, event_id, revision, event_type, prefix, next_at, expires_at)
                select w.resource_key, o.id, o.revision, o.type, o.prefix, t.due, t.due + make_interval(secs => :seconds)
                from unnest(:ids, :revisions, :types, :levels, :prefixes)
                    with ordinality as o (id, revision, type, level, prefix, place)
                join routing_event_log l on l.event_id = o.id and l.revision = o.revision and l.recorded_at = now()
                join webhook w on w.paused_since is null and case when l.subscription = ''
                    then""" + wanted(LEVEL_OR_TOLD, "o.type = any(w.event_types)", "o.prefix") + """
                    else w.subscription = l.subscription and exists (select 1 from incident_member m
                        where m.incident_id = o.id and"""
                        + wanted(
                                "m.level = any(w.levels)",
                                "(m.event_type = any(w.event_types) or o.type = any(w.event_types))",
                                "m.prefix")
                        + """
                    ) end
                cross join lateral (select case w.digest
                    when 'Hourly' then date_trunc('hour', now(), 'UTC') + interval '1 hour'
                    when 'Daily' then date_trunc('day', now(), 'UTC') + interval '1 day' else now() end as due) t
                where (l.subscription <> '' or w.subscription in (
                        select c.subscription from customer_prefix c
                        where c.prefix = o.prefix and c.created_at <= now() and c.replaces is null and""" + Entitled.CONDITION + """
                    )) and not exists (select 1 from incident_member q
                        where q.event_id = o.id and q.scope = w.subscription and q.quiet)
                    and not exists (
                        select 1 from webhook_delivery d
                        where d.webhook = w.resource_key and d.event_id = o.id and d.revision > o.revision)
                order by o.place on conflict do nothing""")
                .set("seconds", (double) retryFor.toSeconds())
                .set("ids", column(events, RoutingEvent::id))
                .set("revisions", column(events, RoutingEvent::revision))
                .set("types", column(events, RoutingEvent::type))
                .set("levels", column(events, RoutingEvent::level))
                .set("prefixes", column(events, RoutingEvent::prefix))
                .set("learned", Entitled.LEARNED)
                .update();
    }

    /** What the webhook w wants to be told, of an event or of one of an incident's. */
    private static String wanted(String ofLevel, String ofType, String prefix) {
        return " " + ofLevel + " and (cardinality(w.event_types) = 0 or " + ofType
                + ") and (cardinality(w.prefixes) = 0 or " + prefix
                + "::inet <<= any(w.prefixes::inet[])) ";
    }

    private static List<Object> column(List<RoutingEvent> events, Function<RoutingEvent, Object> value) {
        return events.stream().map(value).toList();
    }
}
