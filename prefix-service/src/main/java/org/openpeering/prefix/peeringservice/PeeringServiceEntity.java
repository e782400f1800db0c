/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.partner.Provider;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;

/** Maps {@code peering_service}. Who changes one has locked it, and says by which revision. */
@Entity
@Table(name = "peering_service")
@DynamicUpdate
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills them, and queries name them.
public class PeeringServiceEntity {
    @Id
    @Column(name = "resource_key")
    private String resourceKey;

    private Subscription subscription;

    @Column(name = "group_key")
    private String groupKey;

    @Column(name = "id")
    private ResourceId resourceId;

    private String location;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> tags;

    private @Nullable String sku;

    @Column(name = "service_location")
    private @Nullable String serviceLocation;

    private @Nullable String provider;

    @Column(name = "provider_key")
    private @Nullable String providerKey;

    @Column(name = "primary_location")
    private @Nullable String primaryLocation;

    @Column(name = "backup_location")
    private @Nullable String backupLocation;

    @Column(name = "next_primary")
    private @Nullable String nextPrimary;

    @Column(name = "next_backup")
    private @Nullable String nextBackup;

    /** Of all four, without case: who looks for services at a metro finds them by these. */
    @Column(name = "location_keys")
    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> locationKeys;

    @Column(name = "change_since")
    private @Nullable Instant changeSince;

    private long revision;

    protected PeeringServiceEntity() {}

    ResourceId id() {
        return resourceId;
    }

    PeeringService value() {
        return new PeeringService(
                resourceId,
                location,
                tags,
                sku,
                serviceLocation,
                provider,
                primaryLocation,
                backupLocation,
                nextPrimary,
                nextBackup,
                changeSince,
                revision);
    }

    /** Without case, of those that are there. */
    static List<String> keys(Stream<@Nullable String> locations) {
        return locations
                .filter(Objects::nonNull)
                .map(location -> location.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What was not chosen before. */
    void choose(Checked spec) {
        serviceLocation = serviceLocation == null ? spec.serviceLocation() : serviceLocation;
        provider = provider == null ? spec.provider() : provider;
        providerKey = provider == null ? null : Provider.key(provider);
        backupLocation = primaryLocation == null ? spec.backupLocation() : backupLocation;
        primaryLocation = primaryLocation == null ? spec.primaryLocation() : primaryLocation;
        locationKeys = keys(Stream.of(primaryLocation, backupLocation, nextPrimary, nextBackup));
    }

    /** What may change at any time. */
    void describe(Map<String, String> tags, @Nullable String sku, long revision) {
        this.tags = tags;
        this.sku = sku;
        this.revision = revision;
    }

    /** @param next where it is to go; null: nowhere */
    void head(@Nullable Locations next, Instant now, long revision) {
        nextPrimary = next == null ? null : next.primary();
        nextBackup = next == null ? null : next.backup();
        locationKeys = keys(Stream.of(primaryLocation, backupLocation, nextPrimary, nextBackup));
        changeSince = next == null ? null : now;
        this.revision = revision;
    }

    /** It is where it was to go. */
    void arrive(Instant now, long revision) {
        primaryLocation = nextPrimary;
        backupLocation = nextBackup;
        head(null, now, revision);
    }
}
