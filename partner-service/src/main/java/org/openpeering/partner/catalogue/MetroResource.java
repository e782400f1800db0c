/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

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

/** {@code /operator/catalogue/metros}. */
@Path("/operator/catalogue/metros")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class MetroResource {
    private static final MetroSpec NOTHING = new MetroSpec(null, null, null, null);

    private final MetroService service;

    MetroResource(MetroService service) {
        this.service = service;
    }

    @GET
    @Requires(Permission.OPERATE)
    public Page<MetroView> list(@Context UriInfo uri) {
        return Page.of(service.list(Page.after(uri)), MetroEntity::key, MetroView::of, uri);
    }

    @GET
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response get(@PathParam("name") String name) {
        return answer(service.get(MetroEntity.key(name)));
    }

    @PUT
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response put(@PathParam("name") String name, @Nullable MetroSpec spec) {
        return answer(service.put(name, Objects.requireNonNullElse(spec, NOTHING)));
    }

    @DELETE
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response delete(@PathParam("name") String name) {
        return answer(service.delete(MetroEntity.key(name)));
    }

    private static Response answer(Outcome<MetroEntity> outcome) {
        return Answers.of(outcome, MetroView::of, MetroEntity::revision);
    }
}
