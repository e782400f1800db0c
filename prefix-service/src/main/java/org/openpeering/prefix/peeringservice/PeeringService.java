/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.sql.Row;

/**
 * A row of {@code peering_service}.
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
    private static final TypeReference<LinkedHashMap<String, String>> TAGS = new TypeReference<>() {};

    static PeeringService of(Row row) {
        return new PeeringService(
                ResourceId.parse(row.text("id")),
                row.text("location"),
                row.json("tags", TAGS),
                row.textOrNull("sku"),
                row.textOrNull("service_location"),
                row.textOrNull("provider"),
                row.textOrNull("primary_location"),
                row.textOrNull("backup_location"),
                row.textOrNull("next_primary"),
                row.textOrNull("next_backup"),
                row.instantOrNull("change_since"),
                row.number("revision"));
    }
}
