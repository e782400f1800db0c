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

/**
 * The conventions around every ARM request (contract sections G.2 and G.6): a supported api-version, after
 * authorization so that strangers learn nothing; ids and cache headers on every answer.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class ArmRequestFilter implements ContainerRequestFilter, ContainerResponseFilter {
    public static final String API_VERSION = ArmConventions.API_VERSION;

    private final RequestIds ids;

    ArmRequestFilter(RequestIds ids) {
        this.ids = ids;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String correlation = request.getHeaderString("x-ms-correlation-request-id");
        if (correlation != null && ArmConventions.usableId(correlation)) {
            ids.correlate(correlation);
        }
        String path = request.getUriInfo().getPath();
        if (path.startsWith("/subscriptions/") || path.startsWith("/providers/")) {
            ArmConventions.refusal(request.getUriInfo().getQueryParameters().get(API_VERSION))
                    .ifPresent(error -> {
                        throw new ArmException(error);
                    });
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
