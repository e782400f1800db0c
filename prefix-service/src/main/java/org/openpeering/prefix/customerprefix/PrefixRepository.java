/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.secret.SecretColumn;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.sql.Entities;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.customerprefix.PrefixClaims.Claimed;
import org.openpeering.prefix.key.PrefixKey;

/**
 * Customer prefixes by subscription. One is an entity; overlaps, insertions that may find the name taken, and what
 * concerns several at once are statements. Those that change a prefix which is held as an entity say so, for it is then
 * read again.
 */
@ApplicationScoped
public class PrefixRepository implements PanacheRepositoryBase<PrefixEntity, String> {
    private static final String BY_NAME = "subscription = ?1 and resourceKey = ?2 and replaces is null";

    private final Statements statements;
    private final Secrets secrets;

    PrefixRepository(Statements statements, Secrets secrets) {
        this.statements = statements;
        this.secrets = secrets;
    }

    @Produces
    @Singleton
    static SecretColumn given() {
        return PrefixEntity.SECRET;
    }

    /** A key as the prefix's row has it. */
    Sealed sealed(ResourceId id, PrefixKey key) {
        return secrets.seal(key.reveal(), PrefixEntity.SECRET.at(id.key()));
    }

    Uni<@Nullable PrefixEntity> find(ResourceId id) {
        return Entities.only(find(BY_NAME, id.subscription(), id.key()));
    }

    Uni<@Nullable PrefixEntity> lock(ResourceId id) {
        return Entities.only(find(BY_NAME, id.subscription(), id.key()).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    Uni<List<PrefixEntity>> page(ResourceId service, String after) {
        return find(
                        "subscription = ?1 and serviceKey = ?2 and resourceKey > ?3 and replaces is null"
                                + " order by resourceKey",
                        service.subscription(),
                        service.key(),
                        after)
                .range(0, Page.SIZE)
                .list();
    }

    /**
     * Whether another service has a prefix that overlaps, whoever's it is.
     *
     * @param claim only claims stand in its way, and not the one that it arrives beside; null: it claims nothing
     */
    Uni<Boolean> overlaps(ResourceId service, IpPrefix prefix, Claimed.@Nullable Good claim) {
        return statements
                .of("""
                        select exists (select 1 from customer_prefix where network && :prefix::inet
                            and not (subscription = :subscription and service_key = :service)
                            and resource_key <> :leaving
                            and (not :claims or (claim is not null and not arriving))) as found""")
                .set("prefix", prefix)
                .set("subscription", service.subscription())
                .set("service", service.key())
                .set("leaving", claim == null || claim.leaving() == null ? "" : claim.leaving())
                .set("claims", claim != null)
                .get(row -> row.bool("found"));
    }

    /**
     * The new row; null when its name is taken, the prefix in this service, or the prefix by another claim: a violated
     * constraint would end the transaction.
     */
    Uni<@Nullable CustomerPrefix> insert(
            ResourceId service, ResourceId id, IpPrefix prefix, @Nullable PrefixKey key, Claimed.@Nullable Good claim) {
        Sealed sealed = key == null ? null : sealed(id, key);
        return statements
                .of("""
                        insert into customer_prefix (resource_key, subscription, service_key, id, prefix, network, key,
                            claim, arriving, state, learned_type, revision)
                        values (:resource, :subscription, :service, :id, :prefix, :prefix::inet, :key, :claim,
                            :arriving, :state, :learned, nextval('revision'))
                        on conflict do nothing returning revision, created_at""")
                .set("resource", id.key())
                .set("subscription", service.subscription())
                .set("service", service.key())
                .set("id", id)
                .set("prefix", prefix)
                .set("key", sealed == null ? null : sealed.text())
                .set("claim", claim == null ? null : claim.key().hash())
                .set("arriving", claim != null && claim.grant().arriving())
                .set("state", PrefixValidationState.PENDING)
                .set("learned", LearnedType.NONE)
                .find(row -> new CustomerPrefix(
                        id,
                        prefix,
                        sealed,
                        claim != null,
                        claim != null && claim.grant().asn() != null,
                        PrefixValidationState.PENDING,
                        LearnedType.NONE,
                        null,
                        null,
                        row.number("revision"),
                        row.instant("created_at")));
    }

    // ------------------------------------------------------------------ a prefix that takes another one's place

    /** The row made by {@link #insert} is to replace the other, which is read again. */
    Uni<Void> replaces(ResourceId id, PrefixEntity replaced, @Nullable Instant deadline) {
        return statements
                .of("update customer_prefix set replaces = :replaced, deadline = :deadline::timestamptz"
                        + " where subscription = :subscription and resource_key = :key")
                .set("replaced", replaced.id().key())
                .set("deadline", deadline)
                .set("subscription", id.subscription())
                .set("key", id.key())
                .update()
                .chain(() -> refresh(replaced));
    }

    /** Gives up what was to replace it, which is read again; the prefixes that were. */
    Uni<List<String>> dropReplacement(PrefixEntity replaced) {
        return statements
                .of("delete from customer_prefix where subscription = :subscription and replaces = :replaced"
                        + " returning prefix")
                .set("subscription", replaced.id().subscription())
                .set("replaced", replaced.id().key())
                .list(row -> row.text("prefix"))
                .call(() -> refresh(replaced));
    }

    private Uni<Void> refresh(PrefixEntity held) {
        return getSession().chain(session -> session.refresh(held));
    }

    /** Those whose deadline has passed; their prefixes. */
    Uni<List<String>> dropOverdue() {
        return statements
                .of("delete from customer_prefix where deadline <= now() and replaces is not null returning prefix")
                .list(row -> row.text("prefix"));
    }

    /** The one that is to be replaced by the row of this key, locked; nobody asks, so by key only. */
    Uni<@Nullable PrefixEntity> lockReplaced(String key) {
        return Entities.only(
                find("resourceKey = (select next.replaces from PrefixEntity next where next.resourceKey = ?1)", key)
                        .withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    /** What is to take the place of the other, locked; its prefix. */
    Uni<@Nullable String> lockVerified(ResourceId replaced) {
        return statements
                .of("select prefix from customer_prefix where subscription = :subscription and replaces = :replaced"
                        + " and state = 'Verified' for update")
                .set("subscription", replaced.subscription())
                .set("replaced", replaced.key())
                .find(row -> row.text("prefix"));
    }

    /** Its contents become those of the other, and its row goes; the caller holds both rows, and reads neither again. */
    Uni<Void> takePlace(ResourceId replaced) {
        return statements
                .of("delete from customer_prefix where subscription = :subscription and replaces = :replaced"
                        + " returning to_jsonb(customer_prefix)::text as next, resource_key, key")
                .set("subscription", replaced.subscription())
                .set("replaced", replaced.key())
                .get(row -> new Next(row.text("next"), moved(row, replaced)))
                .chain(next -> statements
                        .of("""
                                update customer_prefix c set prefix = n.prefix, network = n.network, key = :key,
                                    claim = n.claim, arriving = n.arriving, state = n.state,
                                    learned_type = n.learned_type, error_message = n.error_message,
                                    verdict = n.verdict, validated_at = n.validated_at, fingerprint = n.fingerprint,
                                    sources = n.sources, next_report = n.next_report, revision = nextval('revision')
                                from jsonb_populate_record(null::customer_prefix, :next::jsonb) n
                                where c.subscription = :subscription and c.resource_key = :replaced""")
                        .set("next", next.row())
                        .set("key", next.key())
                        .set("subscription", replaced.subscription())
                        .set("replaced", replaced.key())
                        .update())
                .replaceWithVoid();
    }

    /** @param key sealed for the other row */
    private record Next(String row, @Nullable String key) {}

    private @Nullable String moved(Row row, ResourceId replaced) {
        String key = row.textOrNull("key");
        return key == null
                ? null
                : secrets.renewed(
                                new Sealed(key, PrefixEntity.SECRET.at(row.text("resource_key"))),
                                PrefixEntity.SECRET.at(replaced.key()))
                        .text();
    }

    Uni<List<String>> prefixes(ResourceId service) {
        return statements
                .of("select prefix from customer_prefix where subscription = :subscription and service_key = :service")
                .set("subscription", service.subscription())
                .set("service", service.key())
                .list(row -> row.text("prefix"));
    }

    /** Their prefixes. */
    Uni<List<String>> deleteAll(ResourceId service) {
        return statements
                .of("delete from customer_prefix where subscription = :subscription and service_key = :service"
                        + " returning prefix")
                .set("subscription", service.subscription())
                .set("service", service.key())
                .list(row -> row.text("prefix"));
    }
}
