/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, in the words a caller sees.
 *
 * @param code what kind of thing
 * @param message a sentence that names the value and the rule
 * @param target the JSON path of the member, the query parameter or the resource that is meant
 * @param details the single violations when there are several
 * @param retryAfter seconds after which it makes sense to try again; null: not said, which is so of errors only that do
 *     not pass by themselves
 */
public record ApiError(
        ErrorCode code,
        String message,
        @Nullable String target,
        List<ApiError> details,
        @Nullable Long retryAfter) {
    public ApiError {
        details = List.copyOf(details);
        retryAfter = retryAfter == null && code.passing() ? Long.valueOf(1) : retryAfter;
    }

    public ApiError(ErrorCode code, String message, @Nullable String target, List<ApiError> details) {
        this(code, message, target, details, null);
    }

    public static ApiError of(ErrorCode code, String message) {
        return new ApiError(code, message, null, List.of());
    }

    public ApiError retryAfter(long seconds) {
        return new ApiError(code, message, target, details, seconds);
    }

    public static ApiError at(ErrorCode code, String target, String message) {
        return new ApiError(code, message, target, List.of());
    }

    /** One error for several: itself when there is one, else the first with all of them as details. */
    public static ApiError all(List<ApiError> violations) {
        ApiError first = violations.getFirst();
        return violations.size() == 1 ? first : new ApiError(first.code, first.message, first.target, violations);
    }
}
