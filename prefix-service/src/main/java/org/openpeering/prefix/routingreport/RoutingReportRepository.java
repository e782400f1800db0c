/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.event.Entitled;
import org.openpeering.prefix.routingreport.RoutingReportView.IncidentView;

/** Of the prefixes of a subscription, and of what they are entitled to. */
@ApplicationScoped
class RoutingReportRepository {
    private final Statements statements;

    RoutingReportRepository(Statements statements) {
        this.statements = statements;
    }

    /** Oldest first. */
    Uni<List<IncidentView>> incidents(Subscription subscription, ReportPeriod period, Instant now, int limit) {
        return statements
                .of("""
                select e.event_id, c.id, e.prefix, s.primary_location, s.provider, e.body ->> 'type' as type,
                    e.body ->> 'level' as level, e.body ->> 'summary' as summary, e.first_seen, e.ended_at, l.recorded_at
                from customer_prefix c
                join peering_service s on s.resource_key = c.service_key
                join routing_event e on e.prefix = c.prefix
                left join routing_event_log l on l.event_id = e.event_id and l.revision = 1
                where c.subscription = :subscription and c.replaces is null
                    and (e.first_seen >= c.created_at or e.ended_at is null or e.ended_at >= c.created_at)
                    and e.first_seen < :until and (e.ended_at is null or e.ended_at >= :first)
                    and e.body ->> 'level' <> 'Information' and""" + Entitled.CONDITION + """
                order by e.first_seen, e.event_id, c.resource_key limit :limit""")
                .set("subscription", subscription)
                .set("learned", Entitled.LEARNED)
                .set("first", period.from())
                .set("until", period.to())
                .set("limit", limit)
                .list(row -> incident(row, now));
    }

    private static IncidentView incident(Row row, Instant now) {
        Instant seen = row.instant("first_seen");
        Instant ended = row.instantOrNull("ended_at");
        return new IncidentView(
                row.text("event_id"),
                row.text("id"),
                row.text("prefix"),
                row.textOrNull("primary_location"),
                row.textOrNull("provider"),
                row.text("type"),
                row.text("level"),
                Objects.requireNonNullElse(row.textOrNull("summary"), ""),
                seen,
                toDetect(seen, row.instantOrNull("recorded_at")),
                ended,
                Math.max(0, Duration.between(seen, ended == null ? now : ended).toSeconds()));
    }

    private static @Nullable Double toDetect(Instant seen, @Nullable Instant recorded) {
        return recorded == null
                ? null
                : Math.max(0, Duration.between(seen, recorded).toMillis()) / 1000.0;
    }

    /** By prefix and time: all of the period, and of each prefix the last one before it. */
    Uni<List<Verdict>> verdicts(Subscription subscription, ReportPeriod period, int limit) {
        return statements
                .of("""
                select c.resource_key, c.id, c.prefix, s.primary_location, s.provider, v.at, v.state
                from customer_prefix c
                join peering_service s on s.resource_key = c.service_key
                cross join lateral (
                    (select h.at, h.seq, h.state from validation_history h
                        where h.target = c.resource_key and h.at < :first order by h.at desc, h.seq desc limit 1)
                    union all
                    (select h.at, h.seq, h.state from validation_history h
                        where h.target = c.resource_key and h.at >= :first and h.at < :until
                        order by h.at, h.seq limit :limit)) v
                where c.subscription = :subscription and c.replaces is null
                order by c.resource_key, v.at, v.seq limit :limit""")
                .set("subscription", subscription)
                .set("first", period.from())
                .set("until", period.to())
                .set("limit", limit)
                .list(row -> new Verdict(
                        row.text("resource_key"),
                        row.text("id"),
                        row.text("prefix"),
                        row.textOrNull("primary_location"),
                        row.textOrNull("provider"),
                        row.instant("at"),
                        row.constant("state", PrefixValidationState.class)));
    }
}
