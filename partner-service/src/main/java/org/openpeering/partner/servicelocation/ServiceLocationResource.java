/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

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

/** {@code /operator/catalogue/serviceLocations}. */
@Path("/operator/catalogue/serviceLocations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ServiceLocationResource {
    private static final ServiceLocationSpec NOTHING = new ServiceLocationSpec(null, null, null, null, null);

    private final ServiceLocationService service;

    ServiceLocationResource(ServiceLocationService service) {
        this.service = service;
    }

    @GET
    @Requires(Permission.OPERATE)
    public Page<ServiceLocationView> list(@Context UriInfo uri) {
        return Page.of(service.list(Page.after(uri)), ServiceLocationEntity::key, ServiceLocationView::of, uri);
    }

    @GET
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response get(@PathParam("name") String name) {
        return answer(service.get(ServiceLocationEntity.key(name)));
    }

    @PUT
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response put(@PathParam("name") String name, @Nullable ServiceLocationSpec spec) {
        return answer(service.put(name, Objects.requireNonNullElse(spec, NOTHING)));
    }

    @DELETE
    @Path("/{name}")
    @Requires(Permission.OPERATE)
    public Response delete(@PathParam("name") String name) {
        return answer(service.delete(ServiceLocationEntity.key(name)));
    }

    private static Response answer(Outcome<ServiceLocationEntity> outcome) {
        return Answers.of(outcome, ServiceLocationView::of, ServiceLocationEntity::revision);
    }
}
