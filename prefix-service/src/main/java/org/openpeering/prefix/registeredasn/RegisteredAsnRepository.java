/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.request.Page;
import org.openpeering.prefix.key.IssuedKey;

/** Registered ASNs by subscription; by parent when that is gone. */
@ApplicationScoped
class RegisteredAsnRepository {
    private static final String ALL = "select r.id, r.asn, r.revision, " + IssuedKey.COLUMNS
            + " from registered_asn r left join prefix_key k on k.registered_asn = r.resource_key and k.current ";
    private static final String BY_NAME = ALL + "where r.subscription = ? and r.resource_key = ?";

    private final Sql sql;

    RegisteredAsnRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<RegisteredAsnEntity> find(String subscription, ResourceId id) {
        return sql.find(BY_NAME, RegisteredAsnEntity::of, tenant(subscription), id.key());
    }

    Optional<RegisteredAsnEntity> lock(String subscription, ResourceId id) {
        return sql.find(BY_NAME + " for update of r", RegisteredAsnEntity::of, tenant(subscription), id.key());
    }

    List<RegisteredAsnEntity> page(String subscription, ResourceId peering, String after) {
        return sql.list(
                ALL + "where r.subscription = ? and r.peering_key = ? and r.resource_key > ?"
                        + " order by r.resource_key limit ?",
                RegisteredAsnEntity::of,
                tenant(subscription),
                peering.key(),
                after,
                Page.SIZE + 1);
    }

    /** False when its name or the number is taken. */
    boolean insert(String subscription, ResourceId id, ResourceId peering, Asn asn) {
        return sql.update("""
                        insert into registered_asn (resource_key, subscription, peering_key, id, asn, revision)
                        values (?, ?, ?, ?, ?, nextval('revision')) on conflict do nothing""", id.key(), tenant(subscription), peering.key(), id, asn.value()) > 0;
    }

    /** The key is another one; the caller holds the row. */
    void touch(String subscription, ResourceId id) {
        sql.update(
                "update registered_asn set revision = nextval('revision') where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    void delete(String subscription, ResourceId id) {
        sql.update(
                "delete from registered_asn where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    /** Some under a peering that is gone, locked. */
    List<RegisteredAsnEntity> lockUnder(String peeringKey, long before, int limit) {
        return sql.list(
                ALL + "where r.peering_key = ? and r.revision < ? order by r.resource_key limit ? for update of r",
                RegisteredAsnEntity::of,
                peeringKey,
                before,
                limit);
    }

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
