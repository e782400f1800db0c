/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.event.Watched;
import org.openpeering.prefix.key.PrefixKey;

/**
 * A row of {@code customer_prefix}.
 *
 * @param claimed whether the key that was given is good for something still
 * @param ofAsn whether that is an ASN's
 * @param change the prefix that is to take its place; null: none
 * @param revision of what was written; a validation doesn't change it
 */
public record CustomerPrefix(
        ResourceId id,
        IpPrefix prefix,
        @Nullable PrefixKey key,
        boolean claimed,
        boolean ofAsn,
        PrefixValidationState state,
        LearnedType learnedType,
        @Nullable String errorMessage,
        @Nullable PrefixChange change,
        long revision,
        Instant createdAt) {
    /** Who has an ASN's key shows that a prefix is its own by originating it. */
    private boolean entitled() {
        return claimed && (!ofAsn || state.learned());
    }

    /** What its events are found by. */
    Watched watched() {
        return new Watched(id.subscription(), id.key(), prefix, createdAt, entitled());
    }

    static CustomerPrefix of(Row row) {
        String key = row.textOrNull("key");
        return new CustomerPrefix(
                ResourceId.parse(row.text("id")),
                IpPrefix.parse(row.text("prefix")),
                key == null ? null : PrefixKey.of(key),
                row.bool("claimed"),
                row.bool("of_asn"),
                row.constant("state", PrefixValidationState.class),
                row.constant("learned_type", LearnedType.class),
                row.textOrNull("error_message"),
                row.textOrNull("change") == null ? null : row.json("change", PrefixChange.class),
                row.number("revision"),
                row.instant("created_at"));
    }
}
