/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.request;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;

/**
 * The rules on api-version, ids and body length of requests (contract sections G.2, G.6), the same at the gateway and in
 * services. Plain Java: the gateway has no JAX-RS.
 */
public final class ArmConventions {
    public static final String API_VERSION = "api-version";
    /** The provider of metrics; the last in a path that asks for them. */
    public static final String MONITOR = "Microsoft.Insights";
    /** What clients of metrics send; they differ in nothing that is served here. */
    public static final List<String> MONITOR_VERSIONS =
            List.of("2017-12-01-preview", "2018-01-01", "2019-07-01", "2021-05-01", "2023-10-01", "2024-02-01");
    /** Longest request body. */
    public static final int BODY_BYTES = 1 << 20;
    /** Longest file that the operator can import; read as a stream. */
    public static final long IMPORT_BYTES = 1L << 30;

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private ArmConventions() {}

    /** @param values of the query parameter {@value #API_VERSION}; null or empty when there is none */
    public static Optional<ApiError> refusal(@Nullable List<String> values) {
        return refusal(
                values,
                ResourceType.NAMESPACE,
                Arrays.stream(ApiVersion.values()).map(ApiVersion::toString).toList());
    }

    /** The same of Azure Monitor's operations on our resources, which have versions of their own. */
    public static Optional<ApiError> monitorRefusal(@Nullable List<String> values) {
        return refusal(values, MONITOR, MONITOR_VERSIONS);
    }

    /** Whether a path, in any spelling, ends in an operation of Azure Monitor on one of our resources. */
    public static boolean ofMonitor(String path) {
        String[] segments = path.split("/", -1);
        int at = segments.length - 2;
        return at > 2 && segments[at].equalsIgnoreCase(MONITOR) && segments[at - 1].equalsIgnoreCase("providers");
    }

    private static Optional<ApiError> refusal(@Nullable List<String> values, String namespace, List<String> versions) {
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
                            + String.join(", ", versions) + "'.");
        }
        if (versions.stream().noneMatch(value::equalsIgnoreCase)) {
            return refused(
                    ErrorCode.NO_REGISTERED_PROVIDER_FOUND,
                    "No registered resource provider found for API version '" + value + "' of '" + namespace
                            + "'. The supported api-versions are '" + String.join(", ", versions) + "'.");
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
