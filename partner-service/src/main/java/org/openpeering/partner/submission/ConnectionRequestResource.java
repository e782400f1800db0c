/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
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
    @Documented(value = "Asks to remove a connection.", answer = PeeringView.class)
    @Requires(Permission.PEERINGS_WRITE)
    public Uni<Response> requestRemoval(
            @BeanParam PeeringPath path,
            @RestPath String connectionIdentifier,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        ApiVersion version = RequestedVersion.of(uri);
        return service.remove(path.id(), connectionIdentifier, Preconditions.of(headers), caller.get())
                .map(outcome -> answer(outcome, version));
    }

    @POST
    @Path("/requestSessionChange")
    @Documented(value = "Asks for another BGP session on a connection.", answer = PeeringView.class)
    @Requires(Permission.PEERINGS_WRITE)
    public Uni<Response> requestSessionChange(
            @BeanParam PeeringPath path,
            @RestPath String connectionIdentifier,
            @Nullable BgpSessionSpec spec,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        ApiVersion version = RequestedVersion.of(uri);
        BgpSessionSpec session = Objects.requireNonNullElse(spec, NOTHING);
        return service.changeSession(path.id(), connectionIdentifier, session, Preconditions.of(headers), caller.get())
                .map(outcome -> answer(outcome, version));
    }

    @POST
    @Path("/withdrawRequest")
    @Documented(value = "Takes back what was asked for a connection.", answer = PeeringView.class)
    @Requires(Permission.PEERINGS_WRITE)
    public Uni<Response> withdrawRequest(
            @BeanParam PeeringPath path,
            @RestPath String connectionIdentifier,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        ApiVersion version = RequestedVersion.of(uri);
        return service.withdraw(path.id(), connectionIdentifier, Preconditions.of(headers), caller.get())
                .map(outcome -> answer(outcome, version));
    }

    private Response answer(Outcome<Peering> outcome, ApiVersion version) {
        return Answers.of(
                outcome, peering -> PeeringView.of(peering, version, config.probeSources()), Peering::revision);
    }
}
