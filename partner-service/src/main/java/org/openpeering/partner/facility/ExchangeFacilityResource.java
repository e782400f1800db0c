/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code /operator/catalogue/metros/…/exchanges}. */
@Path("/operator/catalogue/metros/{metro}/exchanges")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExchangeFacilityResource {
    private static final ExchangeFacilitySpec NOTHING = new ExchangeFacilitySpec(null, null, null, null);

    private final ExchangeFacilityService service;

    ExchangeFacilityResource(ExchangeFacilityService service) {
        this.service = service;
    }

    @GET
    @Requires(Permission.OPERATE)
    public Page<ExchangeFacilityView> list(@PathParam("metro") String metro, @Context UriInfo uri) {
        return Page.of(service.list(metro, Page.after(uri)), ExchangeFacility::key, ExchangeFacilityView::of, uri);
    }

    @GET
    @Path("/{peeringDBFacilityId}")
    @Requires(Permission.OPERATE)
    public Response get(
            @PathParam("metro") String metro, @PathParam("peeringDBFacilityId") String peeringDBFacilityId) {
        return answer(service.get(ExchangeFacility.key(metro, peeringDBFacilityId)));
    }

    @PUT
    @Path("/{peeringDBFacilityId}")
    @Requires(Permission.OPERATE)
    public Response put(
            @PathParam("metro") String metro,
            @PathParam("peeringDBFacilityId") String peeringDBFacilityId,
            @Nullable ExchangeFacilitySpec spec) {
        return answer(service.put(metro, peeringDBFacilityId, Objects.requireNonNullElse(spec, NOTHING)));
    }

    @DELETE
    @Path("/{peeringDBFacilityId}")
    @Requires(Permission.OPERATE)
    public Response delete(
            @PathParam("metro") String metro, @PathParam("peeringDBFacilityId") String peeringDBFacilityId) {
        return answer(service.delete(ExchangeFacility.key(metro, peeringDBFacilityId)));
    }

    private static Response answer(Outcome<ExchangeFacility> outcome) {
        return Answers.of(outcome, ExchangeFacilityView::of, ExchangeFacility::revision);
    }
}
