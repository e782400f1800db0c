/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Sql;

/** Keys by their hash: who knows one may, in any subscription; and by their owner, whose row the caller has locked. */
@ApplicationScoped
class PrefixKeyRepository {
    private final Sql sql;

    PrefixKeyRepository(Sql sql) {
        this.sql = sql;
    }

    void issue(KeyOwner owner, PrefixKey key, @Nullable Instant until) {
        sql.update(
                "insert into prefix_key (key_hash, key, " + owner.kind().column()
                        + ", current, valid_until) values (?, ?, ?, true, ?::timestamptz)",
                key.hash(),
                key.reveal(),
                owner.resourceKey(),
                until);
    }

    /** The current key is good until then and not handed out any more. */
    void retire(KeyOwner owner, Instant until) {
        sql.update(
                "update prefix_key set current = false, valid_until = least(valid_until, ?) where current and "
                        + owner.kind().column() + " = ?",
                until,
                owner.resourceKey());
    }

    /** What is claimed with the owner's keys. */
    List<String> claimed(KeyOwner owner) {
        return sql.list(
                "select distinct c.prefix from customer_prefix c join prefix_key k on k.key_hash = c.claim where k."
                        + owner.kind().column() + " = ?",
                row -> row.text("prefix"),
                owner.resourceKey());
    }

    void revoke(KeyOwner owner) {
        sql.update("delete from prefix_key where " + owner.kind().column() + " = ?", owner.resourceKey());
    }

    /** What is claimed with keys that have run out; those are locked. */
    List<String> claimedWithEnded() {
        sql.list(
                "select key_hash from prefix_key where valid_until <= now() order by key_hash for update",
                row -> row.bytes("key_hash"));
        return sql.list(
                "select distinct c.prefix from customer_prefix c join prefix_key k on k.key_hash = c.claim"
                        + " where k.valid_until <= now()",
                row -> row.text("prefix"));
    }

    void deleteEnded() {
        sql.update("delete from prefix_key where valid_until <= now()");
    }

    /** What the key is good for now; it stays so until the transaction ends. */
    Optional<Grant> hold(PrefixKey key) {
        return sql.find(
                """
                select coalesce(r.subscription, a.subscription) as partner,
                    coalesce(r.peering_key, a.peering_key) as peering_key, r.prefix,
                    coalesce(r.arriving, false) as arriving, a.asn
                from prefix_key k left join registered_prefix r on r.resource_key = k.registered_prefix
                left join registered_asn a on a.resource_key = k.registered_asn
                where k.key_hash = ? and (k.valid_until is null or k.valid_until > now()) for key share of k""",
                row -> new Grant(
                        row.text("partner"),
                        row.text("peering_key"),
                        Optional.ofNullable(row.textOrNull("prefix"))
                                .map(IpPrefix::parse)
                                .orElse(null),
                        row.bool("arriving"),
                        Optional.ofNullable(row.numberOrNull("asn"))
                                .map(Asn::new)
                                .orElse(null)),
                key.hash());
    }

    void countUse(PrefixKey key) {
        sql.update("update prefix_key set uses = uses + 1, last_used = now() where key_hash = ?", key.hash());
    }

    // ------------------------------------------------------------------ wrong keys

    /** How many were given in the window under way, and how many seconds it goes on. */
    Guesses guesses(String scope, Duration window) {
        return sql.find(
                        "select attempts, extract(epoch from since + ?::interval - now())::bigint as seconds"
                                + " from wrong_key where scope = ? and since > now() - ?::interval"
                                + " order by since desc limit 1",
                        row -> new Guesses(row.number("attempts"), Math.max(1, row.number("seconds"))),
                        window,
                        scope,
                        window)
                .orElse(new Guesses(0, 0));
    }

    record Guesses(long attempts, long seconds) {}

    /** In scopes of one order, so that nobody waits in a circle. */
    void countWrong(Collection<String> scopes, Duration window) {
        sql.update(
                "insert into wrong_key as held (scope, since, attempts)"
                        + " select s, date_bin(?::interval, now(), timestamptz 'epoch'), 1 from unnest(?) s order by s"
                        + " on conflict (scope, since) do update set attempts = held.attempts + 1",
                window,
                scopes);
    }

    void forgetWrong(Duration window) {
        sql.update("delete from wrong_key where since < now() - 2 * ?::interval", window);
    }
}
