/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.secret.SecretColumn;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** Keys by their hash: who knows one may, in any subscription; and by their owner, whose row the caller has locked. */
@ApplicationScoped
class PrefixKeyRepository implements PanacheRepositoryBase<PrefixKeyEntity, byte[]> {
    private final Statements statements;
    private final Secrets secrets;

    PrefixKeyRepository(Statements statements, Secrets secrets) {
        this.statements = statements;
        this.secrets = secrets;
    }

    @Produces
    @Singleton
    static SecretColumn issued() {
        return PrefixKeyEntity.SECRET;
    }

    /** The owner has no other that is current. */
    Uni<IssuedKey> issue(KeyOwner owner, PrefixKey key, @Nullable Instant until) {
        byte[] hash = key.hash();
        Sealed sealed = secrets.seal(key.reveal(), PrefixKeyEntity.place(hash));
        return persistAndFlush(new PrefixKeyEntity(owner, hash, sealed, until)).map(PrefixKeyEntity::issued);
    }

    /** The current key is good until then and not handed out any more. */
    Uni<Void> retire(KeyOwner owner, Instant until) {
        return update(
                        "handedOut = false, validUntil = least(validUntil, ?1) where handedOut and "
                                + owner.kind().attribute() + " = ?2",
                        until,
                        owner.resourceKey())
                .replaceWithVoid();
    }

    /** What is claimed with the owner's keys. */
    Uni<List<String>> claimed(KeyOwner owner) {
        return statements
                .of("select distinct c.prefix from customer_prefix c join prefix_key k on k.key_hash = c.claim where k."
                        + owner.kind().column() + " = :owner")
                .set("owner", owner.resourceKey())
                .list(row -> row.text("prefix"));
    }

    Uni<Void> revoke(KeyOwner owner) {
        return delete(owner.kind().attribute() + " = ?1", owner.resourceKey()).replaceWithVoid();
    }

    /** What is claimed with keys that have run out; those are locked. */
    Uni<List<String>> lockEndedAndClaimed() {
        return statements
                .of("select key_hash from prefix_key where valid_until <= now() order by key_hash for update")
                .list(row -> row.bytes("key_hash"))
                .chain(() -> statements
                        .of("select distinct c.prefix from customer_prefix c join prefix_key k on k.key_hash = c.claim"
                                + " where k.valid_until <= now()")
                        .list(row -> row.text("prefix")));
    }

    Uni<Void> deleteEnded() {
        return delete("validUntil <= instant").replaceWithVoid();
    }

    /** What the key is good for now; it stays so until the transaction ends. */
    Uni<@Nullable Grant> lockShared(PrefixKey key) {
        return statements.of("""
                select coalesce(r.subscription, a.subscription) as partner,
                    coalesce(r.peering_key, a.peering_key) as peering_key, r.prefix,
                    coalesce(r.arriving, false) as arriving, a.asn
                from prefix_key k left join registered_prefix r on r.resource_key = k.registered_prefix
                left join registered_asn a on a.resource_key = k.registered_asn
                where k.key_hash = :hash and (k.valid_until is null or k.valid_until > now()) for key share of k""").set("hash", key.hash()).find(PrefixKeyRepository::grant);
    }

    private static Grant grant(Row row) {
        String prefix = row.textOrNull("prefix");
        Long asn = row.numberOrNull("asn");
        return new Grant(
                new Subscription(row.text("partner")),
                row.text("peering_key"),
                prefix == null ? null : IpPrefix.parse(prefix),
                row.bool("arriving"),
                asn == null ? null : new Asn(asn));
    }

    Uni<Void> countUse(PrefixKey key) {
        return update("uses = uses + 1, lastUsed = instant where hash = ?1", key.hash())
                .replaceWithVoid();
    }

    // ------------------------------------------------------------------ wrong keys

    /** How many were given in the window under way, and how many seconds it goes on. */
    Uni<Guesses> guesses(String scope, Duration window) {
        return statements
                .of("select attempts, extract(epoch from since + :window::interval - now())::bigint as seconds"
                        + " from wrong_key where scope = :scope and since > now() - :window::interval"
                        + " order by since desc limit 1")
                .set("scope", scope)
                .set("window", window)
                .find(PrefixKeyRepository::counted)
                .onItem()
                .ifNull()
                .continueWith(new Guesses(0, 0));
    }

    record Guesses(long attempts, long seconds) {
        /** Without the last one. */
        Guesses before() {
            return new Guesses(attempts - 1, seconds);
        }
    }

    /** Waits for the others of the scope; the turn lasts until the transaction ends. */
    Uni<Void> turn(String scope) {
        return statements
                .of("select 1 as taken from pg_advisory_xact_lock(hashtextextended(:scope, 0))")
                .set("scope", "wrong key of " + scope)
                .get(row -> row.number("taken"))
                .replaceWithVoid();
    }

    /** With this one. Scopes are counted in one order, so that nobody waits in a circle. */
    Uni<Guesses> countWrong(String scope, Duration window) {
        return statements
                .of(
                        "insert into wrong_key as held (scope, since, attempts)"
                                + " values (:scope, date_bin(:window::interval, now(), timestamptz 'epoch'), 1)"
                                + " on conflict (scope, since) do update set attempts = held.attempts + 1"
                                + " returning attempts, extract(epoch from since + :window::interval - now())::bigint as seconds")
                .set("window", window)
                .set("scope", scope)
                .get(PrefixKeyRepository::counted);
    }

    private static Guesses counted(Row row) {
        return new Guesses(row.number("attempts"), Math.max(1, row.number("seconds")));
    }

    Uni<Void> forgetWrong(Duration window) {
        return statements
                .of("delete from wrong_key where since < now() - 2 * :window::interval")
                .set("window", window)
                .update()
                .replaceWithVoid();
    }
}
