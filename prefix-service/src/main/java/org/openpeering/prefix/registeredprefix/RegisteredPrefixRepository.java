/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.registration.Registration;
import org.openpeering.prefix.registration.RegistrationRows;

/**
 * Registered prefixes by subscription; by parent when that is gone.
 *
 * <p>Native statements and no entity: a row is read together with its key, and is made by an insertion that may lose,
 * which no entity survives.
 */
@ApplicationScoped
class RegisteredPrefixRepository implements RegistrationRows<RegisteredPrefix> {
    /** Of a registered prefix {@code r}. */
    private static final String PARENT = "(select o.id from registered_prefix o where o.network >> r.network"
            + " and o.subscription = r.subscription order by masklen(o.network) desc limit 1) as parent";

    private static final String ALL = "select r.prefix, r.arriving, r.state, r.error_message, r.validation_asked_at, "
            + PARENT + ", " + Registration.COLUMNS
            + " from registered_prefix r left join prefix_key k on k.registered_prefix = r.resource_key and k.current ";
    private static final String BY_NAME = ALL + "where r.subscription = :subscription and r.resource_key = :key";

    private final Statements statements;

    RegisteredPrefixRepository(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Uni<@Nullable RegisteredPrefix> find(String subscription, ResourceId id) {
        return named(BY_NAME, subscription, id).find(RegisteredPrefix::of);
    }

    @Override
    public Uni<@Nullable RegisteredPrefix> lock(String subscription, ResourceId id) {
        return named(
                        "select 1 as one from registered_prefix where subscription = :subscription and resource_key = :key for update",
                        subscription,
                        id)
                .find(row -> true)
                .onItem()
                .ifNotNull()
                // By another statement: who waited sees the row as it is now, but what is joined to it as it was.
                .transformToUni(locked -> find(subscription, id));
    }

    @Override
    public Uni<List<RegisteredPrefix>> page(String subscription, ResourceId peering, String after) {
        return statements
                .of(ALL
                        + "where r.subscription = :subscription and r.peering_key = :peering and r.resource_key > :after"
                        + " order by r.resource_key limit :limit")
                .set("subscription", tenant(subscription))
                .set("peering", peering.key())
                .set("after", after)
                .set("limit", Page.SIZE + 1)
                .list(RegisteredPrefix::of);
    }

    /**
     * Null when its name is taken, or its prefix or one that overlaps; waits for the end of who is about to take it.
     *
     * @param arriving beside the one that has the prefix now
     */
    Uni<@Nullable RegisteredPrefix> insert(
            String subscription, ResourceId id, ResourceId peering, IpPrefix prefix, boolean arriving) {
        return named("""
                        insert into registered_prefix as r
                            (resource_key, subscription, peering_key, id, prefix, arriving, state, revision)
                        values (:key, :subscription, :peering, :id, :prefix, :arriving, :state, nextval('revision'))
                        on conflict do nothing returning r.revision,""" + " " + PARENT, subscription, id)
                .set("peering", peering.key())
                .set("id", id)
                .set("prefix", prefix)
                .set("arriving", arriving)
                .set("state", PrefixValidationState.PENDING)
                .find(row -> RegisteredPrefix.made(row, id, prefix, arriving));
    }

    /** Whatever customers claim that overlaps: what an ASN's key is good for depends on what is registered. */
    Uni<List<String>> claimedAround(IpPrefix prefix) {
        return statements
                .of("select distinct prefix from customer_prefix"
                        + " where network && :prefix::inet and claim is not null limit 1000")
                .set("prefix", prefix)
                .list(row -> row.text("prefix"));
    }

    /** Pending, with the error message of before; the caller holds the row. */
    Uni<Void> askValidation(String subscription, ResourceId id) {
        return named(
                        "update registered_prefix set state = :state, fingerprint = null, validation_asked_at = now()"
                                + " where subscription = :subscription and resource_key = :key",
                        subscription,
                        id)
                .set("state", PrefixValidationState.PENDING)
                .update()
                .replaceWithVoid();
    }

    @Override
    public Uni<Long> touch(String subscription, ResourceId id) {
        return named(
                        "update registered_prefix set revision = nextval('revision')"
                                + " where subscription = :subscription and resource_key = :key returning revision",
                        subscription,
                        id)
                .get(row -> row.number("revision"));
    }

    Uni<Void> delete(String subscription, ResourceId id) {
        return named(
                        "delete from registered_prefix where subscription = :subscription and resource_key = :key",
                        subscription,
                        id)
                .update()
                .replaceWithVoid();
    }

    /** Deletes some under a peering that is gone. */
    Uni<List<Dropped>> dropUnder(String peeringKey, long before, int limit) {
        return statements
                .of("""
                        delete from registered_prefix where resource_key in (
                            select resource_key from registered_prefix where peering_key = :peering and revision < :before
                            order by resource_key limit :limit for update)
                        returning prefix, arriving""")
                .set("peering", peeringKey)
                .set("before", before)
                .set("limit", limit)
                .list(row -> new Dropped(row.text("prefix"), row.bool("arriving")));
    }

    /** @param arriving whether it was beside the one that has the prefix */
    record Dropped(String prefix, boolean arriving) {}

    private Statement named(String sql, String subscription, ResourceId id) {
        return statements.of(sql).set("subscription", tenant(subscription)).set("key", id.key());
    }

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
