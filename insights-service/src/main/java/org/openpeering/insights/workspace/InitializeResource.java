/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.workspace;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.request.RequestedVersion;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/**
 * {@code initializeConnectionMonitor} (contract section A, 45): 200 without a body, and 204 in the api-version whose clients
 * know no other status.
 */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/initializeConnectionMonitor")
public class InitializeResource {
    private final WorkspaceService service;

    InitializeResource(WorkspaceService service) {
        this.service = service;
    }

    @POST
    @Documented(
            value = "Sets up the connection monitor of a subscription.",
            id = "PeeringServices_InitializeConnectionMonitor",
            answer = Documented.Nothing.class,
            tagged = false)
    @Requires(Permission.INITIALIZE_CONNECTION_MONITOR)
    public Uni<Response> initialize(@RestPath Subscription subscriptionId, @Context UriInfo uri) {
        boolean none = RequestedVersion.of(uri).compareTo(ApiVersion.V2025_05_01) >= 0;
        return service.initialize(subscriptionId)
                .map(_ -> none ? Response.noContent().build() : Response.ok().build());
    }
}
