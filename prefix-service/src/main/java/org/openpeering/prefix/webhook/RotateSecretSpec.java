/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;

/**
 * What the owner of a webhook writes to get a new secret.
 *
 * @param overlap how long messages are signed with the one before, too: an ISO 8601 duration up to 30 days; absent: a day; PT0S:
 *     not at all, when it has become known
 */
@RegisterForReflection
public record RotateSecretSpec(@Nullable String overlap) {
    static final Duration USUAL = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofDays(30);

    /** @param spec null: no body */
    static Duration checked(@Nullable RotateSecretSpec spec) {
        String text = spec == null ? null : spec.overlap;
        try {
            Duration overlap = text == null ? USUAL : Duration.parse(text);
            if (overlap.isNegative() || overlap.compareTo(LONGEST) > 0) {
                throw wrong("is not between PT0S and " + LONGEST);
            }
            return overlap;
        } catch (DateTimeException e) {
            throw wrong("is not an ISO 8601 duration such as PT1H");
        }
    }

    private static ArmException wrong(String what) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, "overlap", "'overlap' " + what + "."));
    }
}
