/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

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

/** {@code /operator/catalogue/metros/…/cdnPeeringPrefixes}. */
@Path("/operator/catalogue/metros/{metro}/cdnPeeringPrefixes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CdnPrefixResource {
    private static final CdnPrefixSpec NOTHING = new CdnPrefixSpec(null, null, null, null, null);

    private final CdnPrefixService service;

    CdnPrefixResource(CdnPrefixService service) {
        this.service = service;
    }

    @GET
    @Requires(Permission.OPERATE)
    public Page<CdnPrefixView> list(@PathParam("metro") String metro, @Context UriInfo uri) {
        return Page.of(service.list(metro, Page.after(uri)), CdnPrefixEntity::key, CdnPrefixView::of, uri);
    }

    @GET
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response get(@PathParam("metro") String metro, @PathParam("name") String name) {
        return answer(service.get(CdnPrefixEntity.key(metro, name)));
    }

    @PUT
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response put(
            @PathParam("metro") String metro, @PathParam("name") String name, @Nullable CdnPrefixSpec spec) {
        return answer(service.put(metro, name, Objects.requireNonNullElse(spec, NOTHING)));
    }

    @DELETE
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response delete(@PathParam("metro") String metro, @PathParam("name") String name) {
        return answer(service.delete(CdnPrefixEntity.key(metro, name)));
    }

    private static Response answer(Outcome<CdnPrefixEntity> outcome) {
        return Answers.of(outcome, CdnPrefixView::of, CdnPrefixEntity::revision);
    }
}
