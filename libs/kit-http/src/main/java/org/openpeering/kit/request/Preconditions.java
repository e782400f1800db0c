/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;

/** {@code If-Match} and {@code If-None-Match} (RFC 9110 section 13.1), honoured when sent and never required. */
public record Preconditions(
        @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    public static final Preconditions NONE = new Preconditions(null, null);

    public static Preconditions of(HttpHeaders headers) {
        return new Preconditions(headers.getHeaderString("If-Match"), headers.getHeaderString("If-None-Match"));
    }

    /**
     * The refusal, if any.
     *
     * @param revision of what exists, empty when nothing does
     */
    public Optional<ApiError> refusal(OptionalLong revision) {
        boolean matches = ifMatch == null || matches(ifMatch, revision);
        boolean collides = ifNoneMatch != null && matches(ifNoneMatch, revision);
        return matches && !collides
                ? Optional.empty()
                : Optional.of(ApiError.of(
                        ErrorCode.PRECONDITION_FAILED,
                        "The resource's revision does not meet the condition in "
                                + (matches ? "If-None-Match." : "If-Match.")));
    }

    private static boolean matches(String condition, OptionalLong revision) {
        if (revision.isEmpty()) {
            return false;
        }
        String tag = "\"" + revision.getAsLong() + "\"";
        for (String candidate : condition.split(",", -1)) {
            if (candidate.strip().equals("*") || candidate.strip().equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
