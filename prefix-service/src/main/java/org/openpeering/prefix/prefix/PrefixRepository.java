/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.prefix;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.arm.Page;
import org.openpeering.kit.sql.Sql;
import org.openpeering.prefix.key.PrefixKey;

/** Customer prefixes by subscription. */
@ApplicationScoped
public class PrefixRepository {
    private static final String COLUMNS =
            "id, prefix, key, claim is not null as claimed, exists (select 1 from prefix_key k where k.key_hash = claim"
                    + " and k.registered_asn is not null) as of_asn, state, learned_type, error_message, report, revision,"
                    + " created_at";
    private static final String ALL = "select " + COLUMNS + " from customer_prefix ";
    private static final String BY_NAME = ALL + "where subscription = ? and resource_key = ?";

    private final Sql sql;

    PrefixRepository(Sql sql) {
        this.sql = sql;
    }

    public Optional<PrefixEntity> find(String subscription, ResourceId id) {
        return sql.find(BY_NAME, PrefixEntity::of, tenant(subscription), id.key());
    }

    Optional<PrefixEntity> lock(String subscription, ResourceId id) {
        return sql.find(BY_NAME + " for update", PrefixEntity::of, tenant(subscription), id.key());
    }

    List<PrefixEntity> page(String subscription, ResourceId service, String after) {
        return sql.list(
                ALL + "where subscription = ? and service_key = ? and resource_key > ? order by resource_key limit ?",
                PrefixEntity::of,
                tenant(subscription),
                service.key(),
                after,
                Page.SIZE + 1);
    }

    /**
     * Whether another service has a prefix that overlaps, whoever's it is.
     *
     * @param claims look only at those with a key
     */
    boolean overlaps(String subscription, ResourceId service, IpPrefix prefix, boolean claims) {
        return sql.get("""
                select exists (select 1 from customer_prefix where network && ?::inet
                    and not (subscription = ? and service_key = ?) and (not ? or claim is not null)) as found""", row -> row.bool("found"), prefix, tenant(subscription), service.key(), claims);
    }

    /** The new row; empty when its name is taken, or the prefix in this service. */
    Optional<PrefixEntity> insert(
            String subscription,
            ResourceId service,
            ResourceId id,
            IpPrefix prefix,
            @Nullable PrefixKey key,
            boolean claims) {
        return sql.find(
                """
                insert into customer_prefix (resource_key, subscription, service_key, id, prefix, network, key,
                    claim, state, learned_type, revision)
                values (?, ?, ?, ?, ?, ?::inet, ?, ?, ?, ?, nextval('revision')) on conflict do nothing
                returning\s""" + COLUMNS,
                PrefixEntity::of,
                id.key(),
                tenant(subscription),
                service.key(),
                id,
                prefix,
                prefix,
                key == null ? null : key.reveal(),
                key != null && claims ? key.hash() : null,
                PrefixValidationState.PENDING,
                LearnedType.NONE);
    }

    /** Another key; validation begins anew. The caller holds the row. */
    PrefixEntity rekey(String subscription, ResourceId id, PrefixKey key) {
        return sql.get(
                "update customer_prefix set key = ?, claim = ?, state = ?, learned_type = ?,"
                        + " error_message = null, report = null, revision = nextval('revision')"
                        + " where subscription = ? and resource_key = ? returning " + COLUMNS,
                PrefixEntity::of,
                key.reveal(),
                key.hash(),
                PrefixValidationState.PENDING,
                LearnedType.NONE,
                tenant(subscription),
                id.key());
    }

    void delete(String subscription, ResourceId id) {
        sql.update(
                "delete from customer_prefix where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    List<String> prefixes(String subscription, ResourceId service) {
        return sql.list(
                "select prefix from customer_prefix where subscription = ? and service_key = ?",
                row -> row.text("prefix"),
                tenant(subscription),
                service.key());
    }

    /** Their prefixes. */
    List<String> deleteAll(String subscription, ResourceId service) {
        return sql.list(
                "delete from customer_prefix where subscription = ? and service_key = ? returning prefix",
                row -> row.text("prefix"),
                tenant(subscription),
                service.key());
    }

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
