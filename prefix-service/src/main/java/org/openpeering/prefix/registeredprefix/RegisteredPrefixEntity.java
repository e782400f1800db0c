/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.key.IssuedKey;

/**
 * A row of {@code registered_prefix}.
 *
 * @param arriving registered beside the one that has the prefix, until a transfer ends
 * @param key null: it was revoked or has run out
 * @param revision of what was written; a validation doesn't change it
 * @param parent the next larger prefix that the partner has registered too; null: none
 * @param validationAskedAt when its owner last asked for a validation
 */
public record RegisteredPrefixEntity(
        ResourceId id,
        String peeringKey,
        IpPrefix prefix,
        boolean arriving,
        @Nullable IssuedKey key,
        PrefixValidationState state,
        @Nullable String errorMessage,
        long revision,
        @Nullable ResourceId parent,
        @Nullable Instant validationAskedAt) {
    static RegisteredPrefixEntity of(Row row) {
        return new RegisteredPrefixEntity(
                ResourceId.parse(row.text("id")),
                row.text("peering_key"),
                IpPrefix.parse(row.text("prefix")),
                row.bool("arriving"),
                IssuedKey.of(row),
                row.constant("state", PrefixValidationState.class),
                row.textOrNull("error_message"),
                row.number("revision"),
                row.textOrNull("parent") == null ? null : ResourceId.parse(row.text("parent")),
                row.instantOrNull("validation_asked_at"));
    }
}
