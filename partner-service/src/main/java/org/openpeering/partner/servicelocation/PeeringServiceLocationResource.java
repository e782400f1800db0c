/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code peeringServiceLocations} (contract section A, row 33). */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peeringServiceLocations")
@Produces(MediaType.APPLICATION_JSON)
public class PeeringServiceLocationResource {
    private final ServiceLocationService service;

    PeeringServiceLocationResource(ServiceLocationService service) {
        this.service = service;
    }

    @GET
    @Documented("Where customers of a peering service can be.")
    @Requires(Permission.PEERING_SERVICE_LOCATIONS_READ)
    public Uni<Page<PeeringServiceLocationView>> list(
            @RestPath("subscriptionId") Subscription subscription,
            @RestQuery @Nullable String country,
            @Context UriInfo uri) {
        String after = Page.after(uri);
        return (country == null || country.isBlank() ? service.list(null, after) : service.inCountry(country, after))
                .map(rows -> Page.of(
                        rows,
                        ServiceLocationEntity::key,
                        location -> PeeringServiceLocationView.of(subscription, location),
                        uri));
    }
}
