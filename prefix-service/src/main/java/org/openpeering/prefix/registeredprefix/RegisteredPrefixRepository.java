/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.request.Page;
import org.openpeering.prefix.key.IssuedKey;

/** Registered prefixes by subscription; by parent when that is gone. */
@ApplicationScoped
class RegisteredPrefixRepository {
    private static final String ALL = "select r.id, r.peering_key, r.prefix, r.arriving, r.state, r.error_message,"
            + " r.revision, r.validation_asked_at, (select o.id from registered_prefix o where o.network >> r.network and o.subscription = r.subscription"
            + " order by masklen(o.network) desc limit 1) as parent, " + IssuedKey.COLUMNS
            + " from registered_prefix r left join prefix_key k on k.registered_prefix = r.resource_key and k.current ";
    private static final String BY_NAME = ALL + "where r.subscription = ? and r.resource_key = ?";

    private final Sql sql;

    RegisteredPrefixRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<RegisteredPrefixEntity> find(String subscription, ResourceId id) {
        return sql.find(BY_NAME, RegisteredPrefixEntity::of, tenant(subscription), id.key());
    }

    Optional<RegisteredPrefixEntity> lock(String subscription, ResourceId id) {
        return sql.find(BY_NAME + " for update of r", RegisteredPrefixEntity::of, tenant(subscription), id.key());
    }

    List<RegisteredPrefixEntity> page(String subscription, ResourceId peering, String after) {
        return sql.list(
                ALL
                        + "where r.subscription = ? and r.peering_key = ? and r.resource_key > ? order by r.resource_key limit ?",
                RegisteredPrefixEntity::of,
                tenant(subscription),
                peering.key(),
                after,
                Page.SIZE + 1);
    }

    /**
     * False when its name is taken, or its prefix or one that overlaps.
     *
     * @param arriving beside the one that has the prefix now
     */
    boolean insert(String subscription, ResourceId id, ResourceId peering, IpPrefix prefix, boolean arriving) {
        return sql.update(
                        """
                        insert into registered_prefix
                            (resource_key, subscription, peering_key, id, prefix, arriving, state, revision)
                        values (?, ?, ?, ?, ?, ?, ?, nextval('revision')) on conflict do nothing""",
                        id.key(),
                        tenant(subscription),
                        peering.key(),
                        id,
                        prefix,
                        arriving,
                        PrefixValidationState.PENDING)
                > 0;
    }

    /** Whatever customers claim that overlaps: what an ASN's key is good for depends on what is registered. */
    List<String> claimedAround(IpPrefix prefix) {
        return sql.list(
                "select distinct prefix from customer_prefix where network && ?::inet and claim is not null limit 1000",
                row -> row.text("prefix"),
                prefix);
    }

    /** Pending, with the error message of before; the caller holds the row. */
    void askValidation(String subscription, ResourceId id) {
        sql.update(
                "update registered_prefix set state = ?, fingerprint = null, validation_asked_at = now()"
                        + " where subscription = ? and resource_key = ?",
                PrefixValidationState.PENDING,
                tenant(subscription),
                id.key());
    }

    /** The key is another one; the caller holds the row. */
    void touch(String subscription, ResourceId id) {
        sql.update(
                "update registered_prefix set revision = nextval('revision')"
                        + " where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    void delete(String subscription, ResourceId id) {
        sql.update(
                "delete from registered_prefix where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    /** Deletes some under a peering that is gone. */
    List<Dropped> dropUnder(String peeringKey, long before, int limit) {
        return sql.list("""
                delete from registered_prefix where resource_key in (
                    select resource_key from registered_prefix where peering_key = ? and revision < ?
                    order by resource_key limit ? for update)
                returning prefix, arriving""", row -> new Dropped(row.text("prefix"), row.bool("arriving")), peeringKey, before, limit);
    }

    /** @param arriving whether it was beside the one that has the prefix */
    record Dropped(String prefix, boolean arriving) {}

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
