/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Required;
import org.openpeering.kit.error.ArmException;
import org.openpeering.prefix.Refusals;

/**
 * What a customer writes to let a prefix go to another partner.
 *
 * @param peeringServiceProvider that takes over
 * @param overlap how long both serve the prefix at most: an ISO 8601 duration up to 90 days; absent: 7 days
 */
@RegisterForReflection
public record TransferSpec(
        @Required @Nullable String peeringServiceProvider,
        @Nullable String overlap) {
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(90);

    /** A spec that keeps the rules. */
    record Checked(String provider, Duration overlap) {}

    static Checked checked(@Nullable TransferSpec spec) {
        if (spec == null || spec.peeringServiceProvider == null || spec.peeringServiceProvider.isBlank()) {
            throw new ArmException(Refusals.missing("peeringServiceProvider"));
        }
        return new Checked(spec.peeringServiceProvider.strip(), duration(spec.overlap));
    }

    private static Duration duration(@Nullable String text) {
        try {
            Duration duration = text == null ? USUAL : Duration.parse(text);
            if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // Answered below like one that is too long.
        }
        throw new ArmException(ApiError.at(
                ErrorCode.INVALID_PARAMETER,
                "overlap",
                "'overlap' is not an ISO 8601 duration of at most 90 days, such as P7D."));
    }
}
