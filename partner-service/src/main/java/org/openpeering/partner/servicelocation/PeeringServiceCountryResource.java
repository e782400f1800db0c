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
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code peeringServiceCountries} (contract section A, row 32). */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peeringServiceCountries")
@Produces(MediaType.APPLICATION_JSON)
public class PeeringServiceCountryResource {
    private final ServiceLocationService service;

    PeeringServiceCountryResource(ServiceLocationService service) {
        this.service = service;
    }

    @GET
    @Documented("The countries that have such locations.")
    @Requires(Permission.PEERING_SERVICE_COUNTRIES_READ)
    public Uni<Page<PeeringServiceCountryView>> list(
            @RestPath("subscriptionId") Subscription subscription, @Context UriInfo uri) {
        return service.countries(Page.after(uri))
                .map(countries -> Page.of(
                        countries,
                        country -> country,
                        country -> PeeringServiceCountryView.of(subscription, country),
                        uri));
    }
}
