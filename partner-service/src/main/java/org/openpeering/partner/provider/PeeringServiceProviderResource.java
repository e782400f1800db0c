/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.request.MediaTypes;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.StateAnswers;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code peeringServiceProviders} (contract section A, row 34); other services read the whole list as it is published. */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peeringServiceProviders")
public class PeeringServiceProviderResource {
    private final ProviderService service;

    PeeringServiceProviderResource(ProviderService service) {
        this.service = service;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.STATE})
    @Documented(
            value = "The service providers that customers can choose.",
            answer = PeeringServiceProviderView.class,
            page = true,
            tagged = false)
    @Requires(Permission.PEERING_SERVICE_PROVIDERS_READ)
    public Uni<Response> list(
            @RestPath("subscriptionId") Subscription subscription, @Context UriInfo uri, @Context HttpHeaders headers) {
        return StateAnswers.wanted(headers)
                ? service.all().map(PeeringServiceProviderResource::states)
                : service.list(null, Page.after(uri)).map(rows -> page(subscription, rows, uri));
    }

    private static Response states(List<ProviderEntity> providers) {
        return StateAnswers.ofList(
                providers.stream().map(ProviderEntity::published).toList());
    }

    private static Response page(Subscription subscription, List<ProviderEntity> rows, UriInfo uri) {
        Page<PeeringServiceProviderView> page = Page.of(
                rows, ProviderEntity::key, provider -> PeeringServiceProviderView.of(subscription, provider), uri);
        return Response.ok(page, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
