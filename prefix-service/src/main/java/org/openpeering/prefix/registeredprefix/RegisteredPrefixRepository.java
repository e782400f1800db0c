/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.registration.RegistrationRepository;

/** Table {@code registered_prefix}, by subscription; by parent when that is gone. */
@Singleton
class RegisteredPrefixRepository extends RegistrationRepository<RegisteredPrefix> {
    /** Of a registered prefix {@code r}. */
    private static final String PARENT = "(select o.id from registered_prefix o where o.network >> r.network"
            + " and o.subscription = r.subscription order by masklen(o.network) desc limit 1) as parent";

    private final Statements statements;

    RegisteredPrefixRepository(Statements statements) {
        super(
                statements,
                "registered_prefix",
                "r.prefix, r.arriving, r.state, r.error_message, r.validation_asked_at, " + PARENT,
                RegisteredPrefix::of);
        this.statements = statements;
    }

    /**
     * Null when its name is taken, or its prefix or one that overlaps; waits for the end of who is about to take it.
     *
     * @param arriving beside the one that has the prefix now
     */
    Uni<@Nullable RegisteredPrefix> insert(ResourceId id, ResourceId peering, IpPrefix prefix, boolean arriving) {
        return named("""
                        insert into registered_prefix as r
                            (resource_key, subscription, peering_key, id, prefix, arriving, state, revision)
                        values (:key, :subscription, :peering, :id, :prefix, :arriving, :state, nextval('revision'))
                        on conflict do nothing returning r.revision,""" + " " + PARENT, id)
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
    Uni<Void> askValidation(ResourceId id) {
        return named(
                        "update registered_prefix set state = :state, fingerprint = null, validation_asked_at = now()"
                                + " where subscription = :subscription and resource_key = :key",
                        id)
                .set("state", PrefixValidationState.PENDING)
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
}
