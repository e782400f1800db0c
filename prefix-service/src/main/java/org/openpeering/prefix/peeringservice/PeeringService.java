/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;

/**
 * A customer's peering service.
 *
 * @param provider null: not chosen yet, like the locations
 * @param backupLocation null: fail over to the Internet
 * @param nextPrimary where it is to go as soon as its prefixes are valid there; null: nowhere
 */
public record PeeringService(
        ResourceId id,
        String location,
        Map<String, String> tags,
        @Nullable String sku,
        @Nullable String serviceLocation,
        @Nullable String provider,
        @Nullable String primaryLocation,
        @Nullable String backupLocation,
        @Nullable String nextPrimary,
        @Nullable String nextBackup,
        @Nullable Instant changeSince,
        long revision) {
    /** As it is told to others. */
    org.openpeering.contract.prefix.PeeringService message() {
        return new org.openpeering.contract.prefix.PeeringService(
                id, revision, provider, primaryLocation, backupLocation);
    }

    /** A new one. */
    static PeeringService of(ResourceId id, Checked spec, long revision) {
        return new PeeringService(
                id,
                spec.location(),
                spec.tags(),
                spec.sku(),
                spec.serviceLocation(),
                spec.provider(),
                spec.primaryLocation(),
                spec.backupLocation(),
                null,
                null,
                null,
                revision);
    }
}
