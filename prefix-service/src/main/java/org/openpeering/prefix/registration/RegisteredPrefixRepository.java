/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.arm.Page;
import org.openpeering.kit.sql.Sql;
import org.openpeering.prefix.key.PrefixKey;

/** Registered prefixes by subscription; by key hash and by parent for those whom no subscription concerns. */
@ApplicationScoped
public class RegisteredPrefixRepository {
    private static final String ALL =
            "select id, peering_key, prefix, key, state, error_message, report, revision from registered_prefix ";
    private static final String BY_NAME = ALL + "where subscription = ? and resource_key = ?";

    private final Sql sql;

    RegisteredPrefixRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<RegisteredPrefixEntity> find(String subscription, ResourceId id) {
        return sql.find(BY_NAME, RegisteredPrefixEntity::of, tenant(subscription), id.key());
    }

    Optional<RegisteredPrefixEntity> lock(String subscription, ResourceId id) {
        return sql.find(BY_NAME + " for update", RegisteredPrefixEntity::of, tenant(subscription), id.key());
    }

    List<RegisteredPrefixEntity> page(String subscription, ResourceId peering, String after) {
        return sql.list(
                ALL + "where subscription = ? and peering_key = ? and resource_key > ? order by resource_key limit ?",
                RegisteredPrefixEntity::of,
                tenant(subscription),
                peering.key(),
                after,
                Page.SIZE + 1);
    }

    /** The new row; empty when its name is taken, or its prefix or one that overlaps. */
    Optional<RegisteredPrefixEntity> insert(
            String subscription, ResourceId id, ResourceId peering, IpPrefix prefix, PrefixKey key) {
        return sql.find(
                """
                insert into registered_prefix
                    (resource_key, subscription, peering_key, id, prefix, key, key_hash, state, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?, nextval('revision')) on conflict do nothing
                returning id, peering_key, prefix, key, state, error_message, report, revision""",
                RegisteredPrefixEntity::of,
                id.key(),
                tenant(subscription),
                peering.key(),
                id,
                prefix,
                key.reveal(),
                key.hash(),
                PrefixValidationState.PENDING);
    }

    void delete(String subscription, ResourceId id) {
        sql.update(
                "delete from registered_prefix where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    /**
     * The registration that a key is of: whoever knows the key may, in any subscription. It can't go away before the
     * transaction ends.
     */
    public Optional<RegisteredPrefixEntity> hold(PrefixKey key) {
        return sql.find(ALL + "where key_hash = ? for key share", RegisteredPrefixEntity::of, key.hash());
    }

    /** The same for one that is known by its resource key. */
    public void hold(String resourceKey) {
        sql.list(
                "select resource_key from registered_prefix where resource_key = ? for key share",
                row -> row.text("resource_key"),
                resourceKey);
    }

    /** Deletes some under a peering that is gone; their prefixes. */
    List<String> dropUnder(String peeringKey, long before, int limit) {
        return sql.list("""
                delete from registered_prefix where resource_key in (
                    select resource_key from registered_prefix where peering_key = ? and revision < ?
                    order by resource_key limit ? for update)
                returning prefix""", row -> row.text("prefix"), peeringKey, before, limit);
    }

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
