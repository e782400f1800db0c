/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.deliverylog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.delivery.DeliveryState;
import org.openpeering.prefix.deliverylog.DeliveryView.AttemptView;
import org.openpeering.prefix.notice.Notice;

/** Deliveries by their webhook, whose subscription every statement asks for. */
@ApplicationScoped
class DeliveryLogRepository {
    private static final String OF_WEBHOOK = " d.webhook = :webhook and exists (select 1 from webhook w"
            + " where w.resource_key = d.webhook and w.subscription = :subscription) ";
    private static final String COLUMNS = " d.seq, d.event_id, d.revision, d.event_type, d.prefix,"
            + " d.body is not null as test, d.state, d.created_at, d.ended_at, d.attempts, d.attempted_at, d.status,"
            + " d.reason, d.millis, d.next_at, d.expires_at ";

    /**
     * What can be sent again: what is of no test has to stand in the log of events yet. Not what Alertmanager would take for
     * news: the alert of an event whose end it has would go on for a month.
     */
    private static final String RESENDABLE = " d.state = 'Dead' and (d.body is not null or exists (select 1 from"
            + " routing_event_log l where l.event_id = d.event_id and l.revision = d.revision))"
            + " and not exists (select 1 from webhook w join webhook_delivery n on n.webhook = w.resource_key"
            + " where w.resource_key = d.webhook and w.format = 'Alertmanager' and n.event_id = d.event_id"
            + " and n.revision > d.revision and n.state = 'Delivered') ";

    private final Statements statements;

    DeliveryLogRepository(Statements statements) {
        this.statements = statements;
    }

    private static DeliveryView view(Row row) {
        DeliveryState state = row.constant("state", DeliveryState.class);
        boolean waits = state == DeliveryState.WAITING;
        return new DeliveryView(
                Long.toString(row.number("seq")),
                Notice.id(row.text("event_id"), row.number("revision")),
                row.text("event_id"),
                row.number("revision"),
                row.constant("event_type", EventType.class),
                IpPrefix.parse(row.text("prefix")),
                row.bool("test"),
                state,
                row.instant("created_at"),
                row.instantOrNull("ended_at"),
                (int) row.number("attempts"),
                attempt(row),
                waits ? row.instant("next_at") : null,
                waits ? row.instant("expires_at") : null);
    }

    private static @Nullable AttemptView attempt(Row row) {
        Instant at = row.instantOrNull("attempted_at");
        Long status = row.numberOrNull("status");
        return at == null
                ? null
                : new AttemptView(
                        at, status == null ? null : status.intValue(), row.textOrNull("reason"), row.number("millis"));
    }

    private Statement of(ResourceId webhook, String sql) {
        return statements.of(sql).set("webhook", webhook.key()).set("subscription", webhook.subscription());
    }

    /** Newest first; before the one of a number. */
    Uni<List<DeliveryView>> page(ResourceId webhook, boolean dead, long before) {
        return of(
                        webhook,
                        "select" + COLUMNS + "from webhook_delivery d where" + OF_WEBHOOK + "and d.seq < :before"
                                + (dead ? " and d.state = 'Dead'" : "") + " order by d.seq desc limit :limit")
                .set("before", before)
                .set("limit", Page.SIZE + 1)
                .list(DeliveryLogRepository::view);
    }

    Uni<@Nullable DeliveryView> resend(ResourceId webhook, long seq, Duration time) {
        return of(
                        webhook,
                        "update webhook_delivery d set state = 'Waiting', next_at = now(), ended_at = null, expires_at ="
                                + " now() + make_interval(secs => :seconds) where" + OF_WEBHOOK + "and" + RESENDABLE
                                + "and d.seq = :seq returning" + COLUMNS)
                .set("seq", seq)
                .set("seconds", (double) time.toSeconds())
                .find(DeliveryLogRepository::view);
    }

    Uni<Integer> resendAll(ResourceId webhook, Duration time) {
        return of(
                        webhook,
                        "update webhook_delivery d set state = 'Waiting', next_at = now(), ended_at = null, expires_at ="
                                + " now() + make_interval(secs => :seconds) where" + OF_WEBHOOK + "and" + RESENDABLE)
                .set("seconds", (double) time.toSeconds())
                .update();
    }

    /** Whether a test waits or is on its way. */
    Uni<Boolean> testing(ResourceId webhook) {
        return of(
                        webhook,
                        "select exists (select 1 from webhook_delivery d where" + OF_WEBHOOK
                                + "and d.body is not null and d.state in ('Waiting', 'Sending')) as testing")
                .get(row -> row.bool("testing"));
    }

    Uni<DeliveryView> insertTest(ResourceId webhook, RoutingEvent event, Duration time) {
        return statements
                .of(
                        "insert into webhook_delivery as d (webhook, event_id, revision, event_type, prefix, body, expires_at)"
                                + " values (:webhook, :id, :revision, :type, :prefix, :body::jsonb,"
                                + " now() + make_interval(secs => :seconds)) returning" + COLUMNS)
                .set("webhook", webhook.key())
                .set("id", event.id())
                .set("revision", event.revision())
                .set("type", event.type())
                .set("prefix", event.prefix())
                .set("body", statements.json(event))
                .set("seconds", (double) time.toSeconds())
                .get(DeliveryLogRepository::view);
    }
}
