/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.openpeering.kit.request.MediaTypes;

/** The partner service's objects in the shape of their topics. */
@RegisterRestClient(configKey = "partner")
@RegisterProvider(TraceHeader.class)
interface OwnerClient {
    @GET
    @Path("/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Peering/peerings/{name}")
    @Produces(MediaTypes.STATE)
    Uni<RestResponse<String>> peering(
            @HeaderParam("Authorization") String authorization,
            @PathParam("subscription") String subscription,
            @PathParam("group") String group,
            @PathParam("name") String name,
            @QueryParam("api-version") String apiVersion);

    @GET
    @Path("/subscriptions/{subscription}/providers/Microsoft.Peering/peeringServiceProviders")
    @Produces(MediaTypes.STATE)
    Uni<RestResponse<String>> providers(
            @HeaderParam("Authorization") String authorization,
            @PathParam("subscription") String subscription,
            @QueryParam("api-version") String apiVersion);
}
