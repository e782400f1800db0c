/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.webhook.Pause;

/** What happens to deliveries because time passes; every replica does it, and what one has done the next finds done. */
@ApplicationScoped
class SweepRepository {
    private final Statements statements;

    SweepRepository(Statements statements) {
        this.statements = statements;
    }

    /** Its replica has died, or could not say what came of it: it is sent again. */
    Uni<Integer> takeBack() {
        return statements
                .of("update webhook_delivery set state = 'Waiting', next_at = now(),"
                        + " reason = 'Nobody knows what came of the last attempt.'"
                        + " where state = 'Sending' and next_at < now()")
                .update();
    }

    Uni<Integer> expire() {
        return statements
                .of("update webhook_delivery set state = 'Dead', ended_at = now(),"
                        + " reason = coalesce(reason, 'The receiver was failing, and it was never tried.')"
                        + " where state = 'Waiting' and expires_at <= now()")
                .update();
    }

    /** The keys of those to which nothing got through for so long. */
    Uni<List<String>> pause(Duration after) {
        return statements
                .of("""
                update webhook set paused_reason = :reason, paused_since = now(), revision = nextval('revision')
                where paused_since is null and failing_since <= now() - make_interval(secs => :seconds)
                returning resource_key""")
                .set("reason", Pause.Reason.DELIVERIES_FAILED)
                .set("seconds", (double) after.toSeconds())
                .list(row -> row.text("resource_key"));
    }

    Uni<Integer> endPaused() {
        return statements.of("""
                update webhook_delivery d set state = 'Dead', ended_at = now(),
                    reason = coalesce(d.reason, 'The webhook was paused.')
                from webhook w where w.paused_since is not null and w.resource_key = d.webhook and d.state = 'Waiting'""").update();
    }

    /** The oldest of those that wait, beyond so many. */
    Uni<Integer> endBeyond(String webhook, int most) {
        return statements.of("""
                update webhook_delivery set state = 'Dead', ended_at = now(),
                    reason = 'More was waiting for the webhook than it can have.'
                where state = 'Waiting' and webhook = :webhook and seq in (
                    select seq from webhook_delivery where state = 'Waiting' and webhook = :webhook
                    order by seq desc offset :most)""").set("webhook", webhook).set("most", most).update();
    }

    Uni<List<String>> crowded(int most) {
        return statements
                .of(
                        "select webhook from webhook_delivery where state = 'Waiting' group by webhook having count(*) > :most"
                                + " order by webhook")
                .set("most", most)
                .list(row -> row.text("webhook"));
    }

    Uni<Integer> purge(Duration retention) {
        return statements
                .of("delete from webhook_delivery where created_at < now() - make_interval(secs => :seconds)"
                        + " and state not in ('Waiting', 'Sending')")
                .set("seconds", (double) retention.toSeconds())
                .update();
    }

    /** How many there are of what is not done with, and of webhooks. */
    record Census(long waiting, long dead, long active, long paused) {}

    Uni<Census> census() {
        return statements
                .of("""
                select (select count(*) from webhook_delivery where state = 'Waiting') as waiting,
                    (select count(*) from webhook_delivery where state = 'Dead') as dead,
                    count(*) filter (where paused_since is null) as active,
                    count(*) filter (where paused_since is not null) as paused from webhook""")
                .get(row -> new Census(
                        row.number("waiting"), row.number("dead"), row.number("active"), row.number("paused")));
    }
}
