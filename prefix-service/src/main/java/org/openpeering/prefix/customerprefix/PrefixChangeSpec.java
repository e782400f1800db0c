/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Times;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.network.PrefixRule;

/**
 * What a customer writes to change a prefix.
 *
 * @param properties the new prefix with its key
 * @param deadline when the change is given up if the new prefix is not Verified; absent: never
 */
@RegisterForReflection
public record PrefixChangeSpec(
        PrefixSpec.@Nullable Properties properties,
        @Nullable String deadline) {
    /** A spec that keeps the rules. */
    record Checked(IpPrefix prefix, PrefixKey key, @Nullable Instant deadline) {}

    static Checked checked(@Nullable PrefixChangeSpec spec, NetworkRules rules, Instant now) {
        PrefixSpec next = new PrefixSpec(spec == null ? null : spec.properties);
        IpPrefix prefix = PrefixRule.parse(next.prefix(), rules);
        PrefixKey key = next.key();
        if (key == null) {
            throw new ArmException(Refusals.missing("properties.peeringServicePrefixKey"));
        }
        return new Checked(prefix, key, instant(spec == null ? null : spec.deadline, now));
    }

    private static @Nullable Instant instant(@Nullable String text, Instant now) {
        Instant instant = text == null ? null : Times.parse("deadline", text);
        if (instant != null && !instant.isAfter(now)) {
            throw new ArmException(
                    ApiError.at(ErrorCode.INVALID_PARAMETER, "deadline", "'deadline' is not in the future."));
        }
        return instant;
    }
}
