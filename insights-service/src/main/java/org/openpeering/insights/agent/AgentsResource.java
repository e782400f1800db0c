/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code /operator/agents}: who may measure. */
@Path("/operator/agents")
@Produces(MediaType.APPLICATION_JSON)
public class AgentsResource {
    private final AgentService service;

    AgentsResource(AgentService service) {
        this.service = service;
    }

    @GET
    @Documented("The agents of the inventory, by name, with when each was last seen.")
    @Requires(Permission.OPERATE)
    public Uni<Page<AgentView>> list(@Context UriInfo uri) {
        return service.page(Page.after(uri)).map(rows -> Page.of(rows, AgentRow::key, AgentView::of, uri));
    }

    @GET
    @Path("{name}")
    @Documented(value = "An agent of the inventory, and when it was last seen.", answer = AgentView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> get(@RestPath String name) {
        return service.get(name).map(outcome -> Answers.shown(outcome, AgentView::of, AgentRow::revision));
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(
            value = "Takes an agent into the inventory: at which site it runs, and by which OIDC client it is known.",
            answer = AgentView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> put(@RestPath String name, @Nullable AgentSpec spec, @Context HttpHeaders headers) {
        return service.put(name, spec, Preconditions.of(headers))
                .onFailure(AgentService::taken)
                .recoverWithItem(AgentService::refusedAsTaken)
                .map(outcome -> Answers.of(outcome, AgentView::of, AgentRow::revision));
    }

    @DELETE
    @Path("{name}")
    @Documented("Takes an agent out of the inventory: nothing is taken from it any more.")
    @Requires(Permission.OPERATE)
    public Uni<Response> delete(@RestPath String name, @Context HttpHeaders headers) {
        return service.delete(name, Preconditions.of(headers))
                .map(outcome -> Answers.of(outcome, AgentView::of, AgentRow::revision));
    }
}
