/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.validation.ValidationReport;

/**
 * A row of {@code registered_prefix}.
 *
 * @param report null before the first validation
 * @param revision of what was written; a validation doesn't change it
 */
public record RegisteredPrefixEntity(
        ResourceId id,
        String peeringKey,
        IpPrefix prefix,
        PrefixKey key,
        PrefixValidationState state,
        @Nullable String errorMessage,
        @Nullable ValidationReport report,
        long revision) {
    static RegisteredPrefixEntity of(Row row) {
        return new RegisteredPrefixEntity(
                ResourceId.parse(row.text("id")),
                row.text("peering_key"),
                IpPrefix.parse(row.text("prefix")),
                PrefixKey.of(row.text("key")),
                row.constant("state", PrefixValidationState.class),
                row.textOrNull("error_message"),
                row.textOrNull("report") == null ? null : row.json("report", ValidationReport.class),
                row.number("revision"));
    }
}
