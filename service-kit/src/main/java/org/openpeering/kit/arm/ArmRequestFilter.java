/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.arm;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;

/**
 * The conventions around every ARM request (contract sections G.2 and G.6): a supported api-version, after
 * authorization so that strangers learn nothing; ids and cache headers on every answer.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class ArmRequestFilter implements ContainerRequestFilter, ContainerResponseFilter {
    public static final String API_VERSION = "api-version";
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final RequestIds ids;

    ArmRequestFilter(RequestIds ids) {
        this.ids = ids;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String correlation = request.getHeaderString("x-ms-correlation-request-id");
        if (correlation != null && ID.matcher(correlation).matches()) {
            ids.correlate(correlation);
        }
        String path = request.getUriInfo().getPath();
        if (path.startsWith("/subscriptions/") || path.startsWith("/providers/")) {
            checkVersion(request.getUriInfo().getQueryParameters().get(API_VERSION));
        }
    }

    private static void checkVersion(@Nullable List<String> values) {
        if (values == null || values.getFirst().isEmpty()) {
            throw refused(
                    ErrorCode.MISSING_API_VERSION_PARAMETER,
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        String value = values.getFirst();
        if (!DATE.matcher(value).matches() || values.size() > 1) {
            throw refused(
                    ErrorCode.INVALID_API_VERSION_PARAMETER,
                    "The api-version is not one date of the form YYYY-MM-DD. The supported api-versions are '"
                            + ApiVersion.supported() + "'.");
        }
        if (ApiVersion.parse(value).isEmpty()) {
            throw refused(
                    ErrorCode.NO_REGISTERED_PROVIDER_FOUND,
                    "No registered resource provider found for API version '" + value
                            + "' of 'Microsoft.Peering'. The supported api-versions are '" + ApiVersion.supported()
                            + "'.");
        }
    }

    private static ArmException refused(ErrorCode code, String message) {
        return new ArmException(ApiError.at(code, API_VERSION, message));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("x-ms-request-id", ids.requestId());
        headers.putSingle("x-ms-correlation-request-id", ids.correlationId());
        headers.putSingle("Cache-Control", "no-cache");
        headers.putSingle("Pragma", "no-cache");
        headers.putSingle("Expires", "-1");
        headers.putSingle("X-Content-Type-Options", "nosniff");
        String clientId = request.getHeaderString("x-ms-client-request-id");
        boolean wanted = "true".equalsIgnoreCase(request.getHeaderString("x-ms-return-client-request-id"));
        if (wanted && clientId != null && ID.matcher(clientId).matches()) {
            headers.putSingle("x-ms-client-request-id", clientId);
        }
    }
}
