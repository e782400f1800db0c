/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code peeringServiceLocations} (contract section A, row 33). */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peeringServiceLocations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PeeringServiceLocationResource {
    private final ServiceLocationService service;

    PeeringServiceLocationResource(ServiceLocationService service) {
        this.service = service;
    }

    @GET
    @Requires(Permission.PEERING_SERVICE_LOCATIONS_READ)
    public Page<PeeringServiceLocationView> list(
            @PathParam("subscriptionId") String subscription,
            @QueryParam("country") @Nullable String country,
            @Context UriInfo uri) {
        String after = Page.after(uri);
        return Page.of(
                country == null || country.isBlank() ? service.list(after) : service.inCountry(country, after),
                ServiceLocationEntity::key,
                location -> PeeringServiceLocationView.of(subscription, location),
                uri);
    }
}
