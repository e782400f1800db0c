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
import jakarta.ws.rs.ext.Provider;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.RequestIds;

/**
 * The conventions around every ARM request (contract sections G.2 and G.6): a supported api-version, after
 * authorization so that strangers learn nothing; ids and cache headers on every answer.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class ArmRequestFilter implements ContainerRequestFilter, ContainerResponseFilter {
    public static final String API_VERSION = ArmConventions.API_VERSION;

    private final RequestIds ids;
    private final ResourceInfo resource;

    ArmRequestFilter(RequestIds ids, @Context ResourceInfo resource) {
        this.ids = ids;
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String correlation = request.getHeaderString("x-ms-correlation-request-id");
        if (correlation != null && ArmConventions.usableId(correlation)) {
            ids.correlate(correlation);
        }
        Query.refuseUnknown(request.getUriInfo());
        String path = request.getUriInfo().getPath();
        if (path.startsWith("/subscriptions/") || path.startsWith("/providers/")) {
            ArmConventions.refusal(request.getUriInfo().getQueryParameters().get(API_VERSION))
                    .ifPresent(error -> {
                        throw new ArmException(error);
                    });
            refuseOlder(request.getUriInfo().getQueryParameters().getFirst(API_VERSION));
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
