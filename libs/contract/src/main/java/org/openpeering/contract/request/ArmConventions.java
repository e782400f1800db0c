/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.request;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;

/**
 * The rules on api-version, ids and body length of requests (contract sections G.2, G.6), the same at the gateway and in
 * services. Plain Java: the gateway has no JAX-RS.
 */
public final class ArmConventions {
    public static final String API_VERSION = "api-version";
    /** Longest request body. */
    public static final int BODY_BYTES = 1 << 20;
    /** Longest file that the operator can import; read as a stream. */
    public static final long IMPORT_BYTES = 1L << 30;

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private ArmConventions() {}

    /** @param values of the query parameter {@value #API_VERSION}; null or empty when there is none */
    public static Optional<ApiError> refusal(@Nullable List<String> values) {
        if (values == null || values.isEmpty() || values.getFirst().isEmpty()) {
            return refused(
                    ErrorCode.MISSING_API_VERSION_PARAMETER,
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        String value = values.getFirst();
        if (values.size() > 1 || !DATE.matcher(value).matches()) {
            return refused(
                    ErrorCode.INVALID_API_VERSION_PARAMETER,
                    "The api-version is not one date of the form YYYY-MM-DD. The supported api-versions are '"
                            + ApiVersion.supported() + "'.");
        }
        if (ApiVersion.parse(value).isEmpty()) {
            return refused(
                    ErrorCode.NO_REGISTERED_PROVIDER_FOUND,
                    "No registered resource provider found for API version '" + value
                            + "' of 'Microsoft.Peering'. The supported api-versions are '" + ApiVersion.supported()
                            + "'.");
        }
        return Optional.empty();
    }

    /** Whether a request or correlation id of the caller's is fit for logs and for being sent back. */
    public static boolean usableId(@Nullable String id) {
        return id != null && ID.matcher(id).matches();
    }

    /** The refusal of a request body beyond the limit. */
    public static ApiError bodyTooLarge(long limit) {
        return ApiError.at(
                ErrorCode.REQUEST_ENTITY_TOO_LARGE, "body", "The request body is larger than " + limit + " bytes.");
    }

    private static Optional<ApiError> refused(ErrorCode code, String message) {
        return Optional.of(ApiError.at(code, API_VERSION, message));
    }
}
