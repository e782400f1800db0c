/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.openpeering.kit.request.MediaTypes;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.StateAnswers;

/** {@code peeringServiceProviders} (contract section A, row 34); other services read the whole list as it is published. */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peeringServiceProviders")
@RunOnVirtualThread
public class PeeringServiceProviderResource {
    private final ProviderService service;

    PeeringServiceProviderResource(ProviderService service) {
        this.service = service;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.STATE})
    @Requires(Permission.PEERING_SERVICE_PROVIDERS_READ)
    public Response list(
            @PathParam("subscriptionId") String subscription, @Context UriInfo uri, @Context HttpHeaders headers) {
        if (StateAnswers.wanted(headers)) {
            return StateAnswers.ofList(
                    service.all().stream().map(ProviderEntity::published).toList());
        }
        return Response.ok(
                        Page.of(
                                service.list(Page.after(uri)),
                                ProviderEntity::key,
                                provider -> PeeringServiceProviderView.of(subscription, provider),
                                uri),
                        MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
