/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.request.Page;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;

/** Peering services by subscription. */
@ApplicationScoped
public class PeeringServiceRepository {
    private static final String COLUMNS =
            "id, location, tags, sku, service_location, provider, primary_location, backup_location, next_primary,"
                    + " next_backup, change_since, revision";
    private static final String ALL = "select " + COLUMNS + " from peering_service ";
    private static final String BY_NAME = ALL + "where subscription = ? and resource_key = ?";

    private final Sql sql;

    PeeringServiceRepository(Sql sql) {
        this.sql = sql;
    }

    public Optional<PeeringService> find(String subscription, ResourceId id) {
        return sql.find(BY_NAME, PeeringService::of, tenant(subscription), id.key());
    }

    /** The same; it can't be deleted before the transaction ends. */
    public Optional<PeeringService> hold(String subscription, ResourceId id) {
        return sql.find(BY_NAME + " for key share", PeeringService::of, tenant(subscription), id.key());
    }

    Optional<PeeringService> lock(String subscription, ResourceId id) {
        return sql.find(BY_NAME + " for update", PeeringService::of, tenant(subscription), id.key());
    }

    /** @param group null: all of the subscription */
    List<PeeringService> page(String subscription, @Nullable String group, String after) {
        return sql.list(
                ALL + "where subscription = ? and (?::text is null or group_key = ?) and resource_key > ?"
                        + " order by resource_key limit ?",
                PeeringService::of,
                tenant(subscription),
                group == null ? null : group.toLowerCase(Locale.ROOT),
                group == null ? null : group.toLowerCase(Locale.ROOT),
                after,
                Page.SIZE + 1);
    }

    /** The new row; empty when the name is taken. */
    Optional<PeeringService> insert(String subscription, ResourceId id, Checked spec) {
        return sql.find(
                """
                insert into peering_service
                    (resource_key, subscription, group_key, id, location, tags, sku, service_location, provider,
                     provider_key, primary_location, backup_location, revision)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, nextval('revision')) on conflict do nothing
                returning\s""" + COLUMNS,
                PeeringService::of,
                id.key(),
                tenant(subscription),
                Objects.requireNonNull(id.resourceGroup()).toLowerCase(Locale.ROOT),
                id,
                spec.location(),
                sql.json(spec.tags()),
                spec.sku(),
                spec.serviceLocation(),
                spec.provider(),
                spec.provider() == null ? null : spec.provider().toLowerCase(Locale.ROOT),
                spec.primaryLocation(),
                spec.backupLocation());
    }

    /** Where it is to go; null: nowhere. The caller holds the row; what was found out about other locations is void. */
    PeeringService next(String subscription, ResourceId id, @Nullable String primary, @Nullable String backup) {
        sql.update(
                "update customer_prefix set next_report = null where subscription = ? and service_key = ?"
                        + " and next_report is not null",
                tenant(subscription),
                id.key());
        return sql.get(
                "update peering_service set next_primary = ?, next_backup = ?,"
                        + " change_since = case when ?::text is null then null else now() end,"
                        + " revision = nextval('revision') where subscription = ? and resource_key = ? returning "
                        + COLUMNS,
                PeeringService::of,
                primary,
                backup,
                primary,
                tenant(subscription),
                id.key());
    }

    /** One that is on its way, locked; by its key, for nobody asks. */
    Optional<PeeringService> lockMoving(String key) {
        return sql.find(
                ALL + "where resource_key = ? and next_primary is not null for update", PeeringService::of, key);
    }

    /** Whether every claimed prefix is valid at the locations that are to come. */
    boolean arrived(String subscription, ResourceId id) {
        return sql.get(
                "select not exists (select 1 from customer_prefix where subscription = ? and service_key = ?"
                        + " and claim is not null and (next_report ->> 'state') is distinct from 'Verified') as arrived",
                row -> row.bool("arrived"),
                tenant(subscription),
                id.key());
    }

    void arrive(String subscription, ResourceId id) {
        sql.update(
                "update peering_service set primary_location = next_primary, backup_location = next_backup"
                        + " where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    /** What was not chosen before; the caller holds the row. */
    void choose(String subscription, ResourceId id, Checked spec) {
        sql.update(
                "update peering_service set service_location = coalesce(service_location, ?),"
                        + " provider_key = coalesce(provider_key, lower(?)), provider = coalesce(provider, ?),"
                        + " backup_location = case when primary_location is null then ? else backup_location end,"
                        + " primary_location = coalesce(primary_location, ?)"
                        + " where subscription = ? and resource_key = ?",
                spec.serviceLocation(),
                spec.provider(),
                spec.provider(),
                spec.backupLocation(),
                spec.primaryLocation(),
                tenant(subscription),
                id.key());
    }

    /** What may change; the caller holds the row. */
    PeeringService update(String subscription, ResourceId id, Map<String, String> tags, @Nullable String sku) {
        return sql.get(
                "update peering_service set tags = ?::jsonb, sku = ?, revision = nextval('revision')"
                        + " where subscription = ? and resource_key = ? returning " + COLUMNS,
                PeeringService::of,
                sql.json(tags),
                sku,
                tenant(subscription),
                id.key());
    }

    void delete(String subscription, ResourceId id) {
        sql.update(
                "delete from peering_service where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
