/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

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

/** {@code /operator/catalogue/bandwidthOffers}. */
@Path("/operator/catalogue/bandwidthOffers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class BandwidthOfferResource {
    private static final BandwidthOfferSpec NOTHING = new BandwidthOfferSpec(null);

    private final BandwidthOfferService service;

    BandwidthOfferResource(BandwidthOfferService service) {
        this.service = service;
    }

    @GET
    @Requires(Permission.OPERATE)
    public Page<BandwidthOfferView> list(@Context UriInfo uri) {
        return Page.of(service.list(Page.after(uri)), BandwidthOffer::key, BandwidthOfferView::of, uri);
    }

    @GET
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response get(@PathParam("name") String name) {
        return answer(service.get(BandwidthOffer.key(name)));
    }

    @PUT
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response put(@PathParam("name") String name, @Nullable BandwidthOfferSpec spec) {
        return answer(service.put(name, Objects.requireNonNullElse(spec, NOTHING)));
    }

    @DELETE
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response delete(@PathParam("name") String name) {
        return answer(service.delete(BandwidthOffer.key(name)));
    }

    private static Response answer(Outcome<BandwidthOffer> outcome) {
        return Answers.of(outcome, BandwidthOfferView::of, BandwidthOffer::revision);
    }
}
