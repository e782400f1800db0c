/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.prefix;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.event.Watched;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.validation.ValidationReport;

/**
 * A row of {@code customer_prefix}.
 *
 * @param registrationKey the registration whose key was given; null: no key, or the registration is gone
 * @param report null before the first validation
 * @param revision of what was written; a validation doesn't change it
 */
public record PrefixEntity(
        ResourceId id,
        IpPrefix prefix,
        @Nullable PrefixKey key,
        @Nullable String registrationKey,
        PrefixValidationState state,
        LearnedType learnedType,
        @Nullable String errorMessage,
        @Nullable ValidationReport report,
        long revision,
        Instant createdAt) {
    /** What its events are found by. */
    Watched watched() {
        return new Watched(id.subscription(), id.key(), prefix, createdAt, registrationKey != null);
    }

    static PrefixEntity of(Row row) {
        String key = row.textOrNull("key");
        return new PrefixEntity(
                ResourceId.parse(row.text("id")),
                IpPrefix.parse(row.text("prefix")),
                key == null ? null : PrefixKey.of(key),
                row.textOrNull("registration_key"),
                row.constant("state", PrefixValidationState.class),
                row.constant("learned_type", LearnedType.class),
                row.textOrNull("error_message"),
                row.textOrNull("report") == null ? null : row.json("report", ValidationReport.class),
                row.number("revision"),
                row.instant("created_at"));
    }
}
