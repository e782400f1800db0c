/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Times;

/**
 * What the owner of a key writes to get a new one.
 *
 * @param overlap how long the old key stays good: an ISO 8601 duration up to 30 days; absent or PT0S: not at all
 * @param expiresAt when the new key runs out; absent: never
 */
@RegisterForReflection
public record RotateKeySpec(
        @Nullable String overlap, @Nullable String expiresAt) {
    private static final Duration LONGEST = Duration.ofDays(30);

    /** A spec that keeps the rules. */
    public record Checked(Duration overlap, @Nullable Instant expiresAt) {}

    /** @param spec null: no body */
    public static Checked checked(@Nullable RotateKeySpec spec, Instant now) {
        return spec == null
                ? new Checked(Duration.ZERO, null)
                : new Checked(duration(spec.overlap), instant(spec.expiresAt, now));
    }

    private static Duration duration(@Nullable String text) {
        try {
            Duration duration = text == null ? Duration.ZERO : Duration.parse(text);
            if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                throw wrong("overlap", "is not between PT0S and " + LONGEST);
            }
            return duration;
        } catch (DateTimeException e) {
            throw wrong("overlap", "is not an ISO 8601 duration such as PT1H");
        }
    }

    private static @Nullable Instant instant(@Nullable String text, Instant now) {
        Instant instant = text == null ? null : Times.parse("expiresAt", text);
        if (instant != null && !instant.isAfter(now)) {
            throw wrong("expiresAt", "is not in the future");
        }
        return instant;
    }

    private static ArmException wrong(String member, String what) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, member, "'" + member + "' " + what + "."));
    }
}
