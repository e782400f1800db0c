/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Entities;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;

/** Peering services by subscription. */
@ApplicationScoped
public class PeeringServiceRepository implements PanacheRepositoryBase<PeeringServiceEntity, String> {
    private static final String BY_NAME = "subscription = ?1 and resourceKey = ?2";

    private final Statements statements;

    PeeringServiceRepository(Statements statements) {
        this.statements = statements;
    }

    public Uni<@Nullable PeeringService> find(ResourceId id) {
        return Entities.only(find(BY_NAME, id.subscription(), id.key()))
                .onItem()
                .ifNotNull()
                .transform(PeeringServiceEntity::value);
    }

    /** The same, {@code for key share}: it can't be changed or deleted before the transaction ends. */
    public Uni<@Nullable PeeringService> lockShared(ResourceId id) {
        return statements
                .of("select resource_key from peering_service where subscription = :subscription"
                        + " and resource_key = :key for key share")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .find(row -> row.text("resource_key"))
                .onItem()
                .ifNotNull()
                .transformToUni(key -> find(id));
    }

    Uni<@Nullable PeeringServiceEntity> lock(ResourceId id) {
        return Entities.only(find(BY_NAME, id.subscription(), id.key()).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    Uni<List<PeeringServiceEntity>> page(Subscription subscription, String after) {
        return find("subscription = ?1 and resourceKey > ?2 order by resourceKey", subscription, after)
                .range(0, Page.SIZE)
                .list();
    }

    Uni<List<PeeringServiceEntity>> page(Subscription subscription, String group, String after) {
        return find(
                        "subscription = ?1 and groupKey = ?2 and resourceKey > ?3 order by resourceKey",
                        subscription,
                        group.toLowerCase(Locale.ROOT),
                        after)
                .range(0, Page.SIZE)
                .list();
    }

    /** The new row; null when the name is taken. A statement, for a violated constraint would end the transaction. */
    Uni<@Nullable PeeringService> insert(ResourceId id, Checked spec) {
        return statements
                .of("""
                        insert into peering_service
                            (resource_key, subscription, group_key, id, location, tags, sku, service_location, provider,
                             provider_key, primary_location, backup_location, location_keys, revision)
                        values (:key, :subscription, :group, :id, :location, :tags::jsonb, :sku, :serviceLocation,
                            :provider, :providerKey, :primary, :backup, :locationKeys, nextval('revision'))
                        on conflict do nothing returning revision""")
                .set("key", id.key())
                .set("subscription", id.subscription())
                .set("group", Objects.requireNonNull(id.resourceGroup()).toLowerCase(Locale.ROOT))
                .set("id", id)
                .set("location", spec.location())
                .set("tags", statements.json(spec.tags()))
                .set("sku", spec.sku())
                .set("serviceLocation", spec.serviceLocation())
                .set("provider", spec.provider())
                .set("providerKey", spec.provider() == null ? null : Provider.key(spec.provider()))
                .set("primary", spec.primaryLocation())
                .set("backup", spec.backupLocation())
                .set(
                        "locationKeys",
                        PeeringServiceEntity.keys(Stream.of(spec.primaryLocation(), spec.backupLocation())))
                .find(row -> PeeringService.of(id, spec, row.number("revision")));
    }

    /** One that is on its way, locked; by its key, for nobody asks. */
    Uni<@Nullable PeeringServiceEntity> lockMoving(String key) {
        return Entities.only(
                find("resourceKey = ?1 and nextPrimary is not null", key).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    /** What was found out about its prefixes at other locations is void. */
    Uni<Void> forgetNext(ResourceId id) {
        return statements
                .of("update customer_prefix set next_report = null where subscription = :subscription"
                        + " and service_key = :key and next_report is not null")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .update()
                .replaceWithVoid();
    }

    /** Whether every claimed prefix is valid at the locations that are to come. */
    Uni<Boolean> arrived(ResourceId id) {
        return statements
                .of("select not exists (select 1 from customer_prefix where subscription = :subscription"
                        + " and service_key = :key and claim is not null"
                        + " and (next_report ->> 'state') is distinct from 'Verified') as arrived")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .get(row -> row.bool("arrived"));
    }
}
