/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.RequestedVersion;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringView;
import org.openpeering.partner.session.BgpSessionSpec;

/** What a partner asks about one connection; each answer is the peering. */
@Path("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering/peerings"
        + "/{peeringName}/connections/{connectionIdentifier}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ConnectionRequestResource {
    private static final BgpSessionSpec NOTHING =
            new BgpSessionSpec(null, null, null, null, null, null, null, null, null);

    private final ConnectionRequestService service;
    private final CurrentCaller caller;
    private final PartnerConfig config;

    ConnectionRequestResource(ConnectionRequestService service, CurrentCaller caller, PartnerConfig config) {
        this.service = service;
        this.caller = caller;
        this.config = config;
    }

    @POST
    @Path("/requestRemoval")
    @Requires(Permission.PEERINGS_WRITE)
    public Response requestRemoval(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name,
            @PathParam("connectionIdentifier") String identifier,
            @Context UriInfo uri) {
        return answer(service.remove(id(subscription, group, name), identifier, caller.get()), uri);
    }

    @POST
    @Path("/requestSessionChange")
    @Requires(Permission.PEERINGS_WRITE)
    public Response requestSessionChange(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name,
            @PathParam("connectionIdentifier") String identifier,
            @Nullable BgpSessionSpec spec,
            @Context UriInfo uri) {
        BgpSessionSpec session = Objects.requireNonNullElse(spec, NOTHING);
        return answer(service.changeSession(id(subscription, group, name), identifier, session, caller.get()), uri);
    }

    @POST
    @Path("/withdrawRequest")
    @Requires(Permission.PEERINGS_WRITE)
    public Response withdrawRequest(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name,
            @PathParam("connectionIdentifier") String identifier,
            @Context UriInfo uri) {
        return answer(service.withdraw(id(subscription, group, name), identifier, caller.get()), uri);
    }

    private static ResourceId id(String subscription, String group, String name) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERINGS, name);
    }

    private Response answer(Outcome<Peering> outcome, UriInfo uri) {
        return Answers.of(
                outcome,
                peering -> PeeringView.of(peering, RequestedVersion.of(uri), config.probeSources()),
                Peering::revision);
    }
}
