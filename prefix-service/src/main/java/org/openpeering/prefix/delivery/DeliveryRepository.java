/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.notice.Format;
import org.openpeering.prefix.webhook.Digest;
import org.openpeering.prefix.webhook.WebhookRepository;

/** What the worker leases and writes down; of whatever subscriptions. */
@ApplicationScoped
class DeliveryRepository {
    private final Statements statements;

    DeliveryRepository(Statements statements) {
        this.statements = statements;
    }

    // ------------------------------------------------------------------ what is to be sent

    /** Webhooks that something waits for, in the order of their keys; each is found by one look into an index. */
    Uni<List<String>> busy(String after, int limit) {
        return statements.of("""
                with recursive busy (webhook) as (
                    (select webhook from webhook_delivery where state = 'Waiting' and webhook > :after
                        order by webhook limit 1)
                    union all
                    select (select d.webhook from webhook_delivery d
                        where d.state = 'Waiting' and d.webhook > b.webhook order by d.webhook limit 1)
                    from busy b where b.webhook is not null
                ) select webhook from busy where webhook is not null limit :limit""").set("after", after).set("limit", limit).list(row -> row.text("webhook"));
    }

    /**
     * What of them is due. Their webhooks are locked, so that replicas do not count the same places; those that another replica
     * looks at are left to it.
     */
    Uni<List<Candidate>> due(List<String> webhooks, int each) {
        return statements
                .of("""
                with open as (
                    select w.resource_key, w.subscription, w.failures, w.slow from webhook w
                    where w.resource_key = any(:webhooks) and w.paused_since is null
                        and (w.retry_at is null or w.retry_at <= now())
                    order by w.resource_key for no key update skip locked
                )
                select d.seq, o.resource_key, o.subscription, o.failures, o.slow, (select count(*) from webhook_delivery s
                    where s.webhook = o.resource_key and s.state = 'Sending') as sending
                from open o cross join lateral (
                    select d.seq, d.next_at from webhook_delivery d
                    where d.webhook = o.resource_key and d.state = 'Waiting' and d.next_at <= now() and not exists (
                        select 1 from webhook_delivery e where e.webhook = d.webhook and e.event_id = d.event_id
                            and e.revision < d.revision and e.state in ('Waiting', 'Sending'))
                    order by d.next_at, d.seq limit :each) d
                order by o.resource_key, d.next_at, d.seq""")
                .set("webhooks", webhooks)
                .set("each", each)
                .list(row -> new Candidate(
                        row.number("seq"),
                        row.text("resource_key"),
                        row.text("subscription"),
                        (int) row.number("sending"),
                        row.number("failures") > 0,
                        row.bool("slow")));
    }

    /** Ours for so long; what we have not said anything of by then is somebody else's. */
    Uni<List<Leased>> lease(List<Long> seqs, Duration time) {
        return statements
                .of("update webhook_delivery set state = 'Sending', attempts = attempts + 1,"
                        + " next_at = now() + make_interval(secs => :seconds) where seq = any(:seqs) and state = 'Waiting'"
                        + " returning seq")
                .set("seqs", seqs)
                .set("seconds", (double) time.toSeconds())
                .list(row -> row.number("seq"))
                .chain(leased -> leased.isEmpty() ? Uni.createFrom().item(List.of()) : load(leased));
    }

    /** What shares a mail with one of these: all that is due of the same webhook. */
    Uni<List<Long>> companions(List<Long> seqs, int each) {
        return statements.of("""
                select c.seq from webhook w cross join lateral (
                    select d.seq from webhook_delivery d
                    where d.webhook = w.resource_key and d.state = 'Waiting' and d.next_at <= now()
                    order by d.next_at, d.seq limit :each) c
                where w.digest <> 'Immediate' and w.resource_key in (
                    select webhook from webhook_delivery where seq = any(:seqs))""").set("seqs", seqs).set("each", each).list(row -> row.number("seq"));
    }

    private Uni<List<Leased>> load(List<Long> seqs) {
        return statements.of("""
                select d.seq, d.attempts, d.expires_at, w.id, w.resource_key, w.target, w.format, w.digest, w.secret,
                    case when w.previous_until > now() then w.previous_secret end as previous_secret,
                    coalesce(d.body, l.body) as body, d.body is not null as test, (select m.incident_id
                        from incident_member m where m.event_id = d.event_id and m.scope = w.subscription) as incident
                from webhook_delivery d join webhook w on w.resource_key = d.webhook
                left join routing_event_log l on l.event_id = d.event_id and l.revision = d.revision
                where d.seq = any(:seqs) order by d.seq""").set("seqs", seqs).list(DeliveryRepository::leased);
    }

    private static Leased leased(Row row) {
        String key = row.text("resource_key");
        List<Sealed> secrets = new ArrayList<>();
        secrets.add(WebhookRepository.secret(key, row.text("secret")));
        String previous = row.textOrNull("previous_secret");
        if (previous != null) {
            secrets.add(WebhookRepository.previous(key, previous));
        }
        return new Leased(
                row.number("seq"),
                (int) row.number("attempts"),
                ResourceId.parse(row.text("id")),
                row.instant("expires_at"),
                WebhookRepository.target(key, row.text("target")),
                row.constant("format", Format.class),
                row.constant("digest", Digest.class),
                secrets,
                row.textOrNull("body") == null
                        ? null
                        : row.json("body", RoutingEvent.class)
                                .but()
                                .incident(row.textOrNull("incident"))
                                .build(),
                row.bool("test"));
    }

    // ------------------------------------------------------------------ what came of it

    /** In the order of their keys, as everybody locks them. */
    Uni<List<Receiver>> lockReceivers(Set<String> webhooks) {
        return statements
                .of("select resource_key, failures, failing_since, last_failure, retry_at, slow from webhook"
                        + " where resource_key = any(:webhooks) order by resource_key for no key update")
                .set("webhooks", webhooks)
                .list(row -> new Receiver(
                        row.text("resource_key"),
                        (int) row.number("failures"),
                        row.instantOrNull("failing_since"),
                        row.textOrNull("last_failure"),
                        row.instantOrNull("retry_at"),
                        row.bool("slow")));
    }

    Uni<Integer> store(List<Receiver> receivers) {
        return statements
                .of("""
                update webhook w set failures = o.failures, failing_since = nullif(o.since, '')::timestamptz,
                    last_failure = nullif(o.failure, ''), retry_at = nullif(o.retry, '')::timestamptz, slow = o.slow = 1
                from unnest(:webhooks, :failures, :sinces, :reasons, :retries, :slows)
                    as o (webhook, failures, since, failure, retry, slow)
                where w.resource_key = o.webhook""")
                .set("webhooks", column(receivers, Receiver::webhook))
                .set("failures", column(receivers, receiver -> (long) receiver.failures()))
                .set("sinces", column(receivers, receiver -> text(receiver.failingSince())))
                .set("reasons", column(receivers, receiver -> text(receiver.lastFailure())))
                .set("retries", column(receivers, receiver -> text(receiver.retryAt())))
                .set("slows", column(receivers, receiver -> receiver.slow() ? 1L : 0L))
                .update();
    }

    /** What somebody else has leased since is his to say. */
    Uni<Integer> settle(List<Attempt> attempts) {
        return statements
                .of("""
                update webhook_delivery d set state = o.state, next_at = o.next::timestamptz,
                    attempted_at = o.at::timestamptz, status = nullif(o.status, 0), reason = nullif(o.reason, ''),
                    millis = o.millis, ended_at = case when o.state <> 'Waiting' then o.at::timestamptz end
                from unnest(:seqs, :numbers, :states, :nexts, :ats, :statuses, :reasons, :millis)
                    as o (seq, number, state, next, at, status, reason, millis)
                where d.seq = o.seq and d.attempts = o.number and d.state = 'Sending'""")
                .set("seqs", column(attempts, Attempt::seq))
                .set("numbers", column(attempts, attempt -> (long) attempt.number()))
                .set("states", column(attempts, Attempt::next))
                .set("nexts", column(attempts, Attempt::nextAt))
                .set("ats", column(attempts, Attempt::at))
                .set("statuses", column(attempts, attempt -> (long) Objects.requireNonNullElse(attempt.status(), 0)))
                .set("reasons", column(attempts, attempt -> attempt.failure().orElse("")))
                .set("millis", column(attempts, attempt -> attempt.took().toMillis()))
                .update();
    }

    /** Of those that failed: what a newer revision says better. */
    Uni<Integer> supersede(List<Long> seqs) {
        return statements.of("""
                update webhook_delivery d set state = 'Superseded', ended_at = now()
                where d.seq = any(:seqs) and d.state = 'Waiting' and exists (
                    select 1 from webhook_delivery n where n.webhook = d.webhook and n.event_id = d.event_id
                        and n.revision > d.revision and n.state in ('Waiting', 'Sending'))""").set("seqs", seqs).update();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static <T> List<Object> column(List<T> rows, Function<T, Object> value) {
        return rows.stream().map(value).toList();
    }
}
