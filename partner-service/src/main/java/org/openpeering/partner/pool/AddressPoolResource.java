/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

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

/** {@code /operator/addressPools}. */
@Path("/operator/addressPools")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AddressPoolResource {
    private static final AddressPoolSpec NOTHING = new AddressPoolSpec(null, null, null);

    private final AddressPoolService service;

    AddressPoolResource(AddressPoolService service) {
        this.service = service;
    }

    @GET
    @Requires(Permission.OPERATE)
    public Page<AddressPoolView> list(@Context UriInfo uri) {
        return Page.of(service.list(Page.after(uri)), pool -> AddressPoolEntity.key(pool.name()), pool -> pool, uri);
    }

    @GET
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response get(@PathParam("name") String name) {
        return answer(service.get(name));
    }

    @PUT
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response put(@PathParam("name") String name, @Nullable AddressPoolSpec spec) {
        return answer(service.put(name, Objects.requireNonNullElse(spec, NOTHING)));
    }

    @DELETE
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response delete(@PathParam("name") String name) {
        return answer(service.delete(name));
    }

    /** A pool is never changed, so that it has one revision. */
    private static Response answer(Outcome<AddressPoolView> outcome) {
        return Answers.of(outcome, pool -> pool, _ -> 1);
    }
}
