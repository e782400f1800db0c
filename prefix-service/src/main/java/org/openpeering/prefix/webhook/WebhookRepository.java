/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.secret.SecretColumn;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.notice.Format;
import org.openpeering.prefix.webhook.WebhookSpec.Checked;

/**
 * Webhooks by subscription. Native statements: half of a row is the worker's, who must not find what an entity remembers.
 */
@ApplicationScoped
public class WebhookRepository {
    private static final SecretColumn TARGET = SecretColumn.of("webhook", "target", "resource_key");
    private static final SecretColumn SECRET = SecretColumn.of("webhook", "secret", "resource_key");
    private static final SecretColumn PREVIOUS = SecretColumn.of("webhook", "previous_secret", "resource_key");
    private static final String COLUMNS = """
            id, resource_key, target, format, digest, to_jsonb(event_types) as event_types, levels[1] as level,
            to_jsonb(prefixes) as prefixes, case when previous_until > now() then previous_until end as previous_until,
            paused_reason, paused_since, failures, failing_since, last_failure, revision""";
    private static final TypeReference<List<EventType>> TYPES = new TypeReference<>() {};
    private static final TypeReference<List<IpPrefix>> PREFIXES = new TypeReference<>() {};

    private final Statements statements;
    private final Secrets secrets;

    WebhookRepository(Statements statements, Secrets secrets) {
        this.statements = statements;
        this.secrets = secrets;
    }

    @Produces
    @Singleton
    static SecretColumn targets() {
        return TARGET;
    }

    @Produces
    @Singleton
    static SecretColumn current() {
        return SECRET;
    }

    @Produces
    @Singleton
    static SecretColumn previous() {
        return PREVIOUS;
    }

    /** The URL of the webhook with this key. */
    public static Sealed target(String key, String text) {
        return new Sealed(text, TARGET.at(key));
    }

    /** Its secret. */
    public static Sealed secret(String key, String text) {
        return new Sealed(text, SECRET.at(key));
    }

    /** Its secret before. */
    public static Sealed previous(String key, String text) {
        return new Sealed(text, PREVIOUS.at(key));
    }

    private static Webhook webhook(Row row) {
        Instant pausedSince = row.instantOrNull("paused_since");
        return new Webhook(
                ResourceId.parse(row.text("id")),
                target(row.text("resource_key"), row.text("target")),
                row.constant("format", Format.class),
                row.constant("digest", Digest.class),
                new Filter(
                        row.json("event_types", TYPES),
                        row.constant("level", EventLevel.class),
                        row.json("prefixes", PREFIXES)),
                row.instantOrNull("previous_until"),
                pausedSince == null ? null : new Pause(row.constant("paused_reason", Pause.Reason.class), pausedSince),
                new Health(
                        (int) row.number("failures"),
                        row.instantOrNull("failing_since"),
                        row.textOrNull("last_failure")),
                row.number("revision"));
    }

    /** Nobody else makes webhooks of the subscription before the transaction ends: they are counted. */
    Uni<Void> turn(Subscription subscription) {
        return statements
                .of(
                        "select 1 as locked from pg_advisory_xact_lock(hashtextextended('webhooks ' || :subscription::text, 0))")
                .set("subscription", subscription)
                .get(row -> row.number("locked"))
                .replaceWithVoid();
    }

    Uni<Long> count(Subscription subscription) {
        return statements
                .of("select count(*) as webhooks from webhook where subscription = :subscription")
                .set("subscription", subscription)
                .get(row -> row.number("webhooks"));
    }

    public Uni<@Nullable Webhook> find(ResourceId id) {
        return one(id, "").find(WebhookRepository::webhook);
    }

    /** Events may be queued for it meanwhile. */
    public Uni<@Nullable Webhook> lock(ResourceId id) {
        return one(id, " for no key update").find(WebhookRepository::webhook);
    }

    private Statement one(ResourceId id, String lock) {
        return statements
                .of("select " + COLUMNS + " from webhook where subscription = :subscription and resource_key = :key"
                        + lock)
                .set("subscription", id.subscription())
                .set("key", id.key());
    }

    Uni<List<Webhook>> page(Subscription subscription, String after) {
        return statements
                .of("select " + COLUMNS + " from webhook where subscription = :subscription and resource_key > :after"
                        + " order by resource_key limit :limit")
                .set("subscription", subscription)
                .set("after", after)
                .set("limit", Page.SIZE + 1)
                .list(WebhookRepository::webhook);
    }

    Uni<Webhook> insert(ResourceId id, Checked spec, String secret) {
        return described(statements.of("""
                insert into webhook (resource_key, subscription, id, target, format, digest, event_types, levels, prefixes,
                    secret, paused_reason, paused_since, revision)
                values (:key, :subscription, :id, :target, :format, :digest, :types, :levels, :prefixes, :secret, :paused,
                    case when :paused::text is not null then now() end, nextval('revision')) returning\s""" + COLUMNS), id, spec)
                .set("id", id)
                .set("secret", secrets.seal(secret, SECRET.at(id.key())).text())
                .set("paused", spec.state() == WebhookState.PAUSED ? Pause.Reason.BY_OWNER : null)
                .get(WebhookRepository::webhook);
    }

    /** All but its state. */
    Uni<Webhook> update(ResourceId id, Checked spec) {
        return described(statements.of("""
                update webhook set target = :target, format = :format, digest = :digest, event_types = :types, levels = :levels,
                    prefixes = :prefixes, revision = nextval('revision')
                where subscription = :subscription and resource_key = :key returning\s""" + COLUMNS), id, spec).get(WebhookRepository::webhook);
    }

    private Statement described(Statement statement, ResourceId id, Checked spec) {
        return statement
                .set("key", id.key())
                .set("subscription", id.subscription())
                .set("target", secrets.seal(spec.target(), TARGET.at(id.key())).text())
                .set("format", spec.format())
                .set("digest", spec.digest())
                .set("types", spec.filter().eventTypes())
                .set("levels", spec.filter().levels())
                .set("prefixes", spec.filter().prefixes());
    }

    Uni<Webhook> pause(ResourceId id, Pause.Reason reason) {
        return statements
                .of("update webhook set paused_reason = :reason, paused_since = now(), revision = nextval('revision')"
                        + " where subscription = :subscription and resource_key = :key returning " + COLUMNS)
                .set("subscription", id.subscription())
                .set("key", id.key())
                .set("reason", reason)
                .get(WebhookRepository::webhook);
    }

    /** As if nothing had failed before. */
    Uni<Webhook> resume(ResourceId id) {
        return statements
                .of("update webhook set paused_reason = null, paused_since = null, failures = 0, failing_since = null,"
                        + " last_failure = null, retry_at = null, revision = nextval('revision')"
                        + " where subscription = :subscription and resource_key = :key returning " + COLUMNS)
                .set("subscription", id.subscription())
                .set("key", id.key())
                .get(WebhookRepository::webhook);
    }

    /** The secret that is good now becomes the one before, which is good for so long. */
    Uni<Webhook> rotate(ResourceId id, String secret, Duration overlap) {
        String key = id.key();
        return statements
                .of("select secret from webhook where subscription = :subscription and resource_key = :key")
                .set("subscription", id.subscription())
                .set("key", key)
                .get(row -> secrets.open(secret(key, row.text("secret"))))
                .chain(held -> statements
                        .of("update webhook set secret = :secret, previous_secret = :previous,"
                                + " previous_until = now() + make_interval(secs => :seconds), revision = nextval('revision')"
                                + " where subscription = :subscription and resource_key = :key returning " + COLUMNS)
                        .set("subscription", id.subscription())
                        .set("key", key)
                        .set("secret", secrets.seal(secret, SECRET.at(key)).text())
                        .set(
                                "previous",
                                overlap.isZero()
                                        ? null
                                        : secrets.seal(held, PREVIOUS.at(key)).text())
                        .set("seconds", (double) overlap.toSeconds())
                        .get(WebhookRepository::webhook));
    }

    Uni<Void> delete(ResourceId id) {
        return statements
                .of("delete from webhook where subscription = :subscription and resource_key = :key")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .update()
                .replaceWithVoid();
    }
}
