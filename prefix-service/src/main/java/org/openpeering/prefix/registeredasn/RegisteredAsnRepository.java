/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.registration.Registration;
import org.openpeering.prefix.registration.RegistrationRows;

/**
 * Registered ASNs by subscription; by parent when that is gone.
 *
 * <p>Native statements and no entity: a row is read together with its key, and is made by an insertion that may lose,
 * which no entity survives.
 */
@ApplicationScoped
class RegisteredAsnRepository implements RegistrationRows<RegisteredAsn> {
    private static final String ALL = "select r.asn, " + Registration.COLUMNS
            + " from registered_asn r left join prefix_key k on k.registered_asn = r.resource_key and k.current ";
    private static final String BY_NAME = ALL + "where r.subscription = :subscription and r.resource_key = :key";

    private final Statements statements;

    RegisteredAsnRepository(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Uni<@Nullable RegisteredAsn> find(String subscription, ResourceId id) {
        return named(BY_NAME, subscription, id).find(RegisteredAsn::of);
    }

    @Override
    public Uni<@Nullable RegisteredAsn> lock(String subscription, ResourceId id) {
        return named(
                        "select 1 as one from registered_asn where subscription = :subscription and resource_key = :key for update",
                        subscription,
                        id)
                .find(row -> true)
                .onItem()
                .ifNotNull()
                // By another statement: who waited sees the row as it is now, but what is joined to it as it was.
                .transformToUni(locked -> find(subscription, id));
    }

    @Override
    public Uni<List<RegisteredAsn>> page(String subscription, ResourceId peering, String after) {
        return statements
                .of(ALL
                        + "where r.subscription = :subscription and r.peering_key = :peering and r.resource_key > :after"
                        + " order by r.resource_key limit :limit")
                .set("subscription", tenant(subscription))
                .set("peering", peering.key())
                .set("after", after)
                .set("limit", Page.SIZE + 1)
                .list(RegisteredAsn::of);
    }

    /** Null when its name or the number is taken; waits for the end of who is about to take it. */
    Uni<@Nullable RegisteredAsn> insert(String subscription, ResourceId id, ResourceId peering, Asn asn) {
        return named("""
                        insert into registered_asn (resource_key, subscription, peering_key, id, asn, revision)
                        values (:key, :subscription, :peering, :id, :asn, nextval('revision')) on conflict do nothing
                        returning revision""", subscription, id)
                .set("peering", peering.key())
                .set("id", id)
                .set("asn", asn.value())
                .find(row -> new RegisteredAsn(Registration.made(id, row.number("revision")), asn));
    }

    @Override
    public Uni<Long> touch(String subscription, ResourceId id) {
        return named(
                        "update registered_asn set revision = nextval('revision')"
                                + " where subscription = :subscription and resource_key = :key returning revision",
                        subscription,
                        id)
                .get(row -> row.number("revision"));
    }

    Uni<Void> delete(String subscription, ResourceId id) {
        return named(
                        "delete from registered_asn where subscription = :subscription and resource_key = :key",
                        subscription,
                        id)
                .update()
                .replaceWithVoid();
    }

    /** Some under a peering that is gone, locked. */
    Uni<List<RegisteredAsn>> lockUnder(String peeringKey, long before, int limit) {
        return statements
                .of(ALL + "where r.peering_key = :peering and r.revision < :before"
                        + " order by r.resource_key limit :limit for update of r")
                .set("peering", peeringKey)
                .set("before", before)
                .set("limit", limit)
                .list(RegisteredAsn::of);
    }

    private Statement named(String sql, String subscription, ResourceId id) {
        return statements.of(sql).set("subscription", tenant(subscription)).set("key", id.key());
    }

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
