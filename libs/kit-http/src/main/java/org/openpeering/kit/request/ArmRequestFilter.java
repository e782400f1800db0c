/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.RequestIds;

/**
 * The conventions around every ARM request (contract sections G.2 and G.6): names and parameters that are text, conditions
 * that can be read and a supported api-version, after authorization so that strangers learn nothing; ids and cache headers
 * on every answer.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class ArmRequestFilter implements ContainerRequestFilter, ContainerResponseFilter {
    public static final String API_VERSION = ArmConventions.API_VERSION;

    private static final int LONGEST_SUBSCRIPTION = 128;

    private final RequestIds ids;
    private final ResourceInfo resource;

    ArmRequestFilter(RequestIds ids, @Context ResourceInfo resource) {
        this.ids = ids;
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        requireText(uri.getPathParameters());
        requireText(uri.getQueryParameters());
        requireShort(uri.getPathParameters().getFirst(AuthorizationFilter.SUBSCRIPTION));
        // Malformed ones are refused whatever is asked for.
        Preconditions.of(request.getHeaders());
        boolean lists =
                Arrays.asList(resource.getResourceMethod().getParameterTypes()).contains(List.class);
        Query.refuseUnknown(uri, lists);
        String path = uri.getPath();
        if (path.startsWith("/subscriptions/") || path.startsWith("/providers/")) {
            requireVersion(uri, path);
        }
    }

    private void requireVersion(UriInfo uri, String path) {
        List<String> versions = uri.getQueryParameters().get(API_VERSION);
        boolean monitor = ArmConventions.ofMonitor(path);
        (monitor ? ArmConventions.monitorRefusal(versions) : ArmConventions.refusal(versions)).ifPresent(error -> {
            throw new ArmException(error);
        });
        if (!monitor) {
            refuseOlder(uri.getQueryParameters().getFirst(API_VERSION));
        }
    }

    /** Nothing else looks at the text of names and parameters before it reaches the database. */
    private static void requireText(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) ->
                values.forEach(value -> Text.fault(value).ifPresent(fault -> {
                    throw new ArmException(ApiError.at(
                            ErrorCode.INVALID_PARAMETER,
                            Text.shown(name),
                            "'" + Text.shown(name) + "' " + fault + "."));
                })));
    }

    /** It is a part of every key, and keys are indexed: what is indexed has an end. */
    private static void requireShort(@Nullable String subscription) {
        if (subscription != null && subscription.length() > LONGEST_SUBSCRIPTION) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    AuthorizationFilter.SUBSCRIPTION,
                    "A subscription's id has at most " + LONGEST_SUBSCRIPTION + " characters."));
        }
    }

    private void refuseOlder(String version) {
        Since since = resource.getResourceMethod().getAnnotation(Since.class);
        if (since != null && ApiVersion.parse(version).orElseThrow().compareTo(since.value()) < 0) {
            throw new ArmException(ApiError.of(
                    ErrorCode.INVALID_RESOURCE_TYPE,
                    "There is no resource type or operation at this path in api-version '" + version
                            + "'; there is since '" + since.value() + "'."));
        }
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
        if (wanted && ArmConventions.usableId(clientId)) {
            headers.putSingle("x-ms-client-request-id", clientId);
        }
    }
}
