/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.MediaTypes;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.RequestedVersion;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.StateAnswers;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringSpec;
import org.openpeering.partner.peering.PeeringView;

/** {@code peerings} (contract section A, rows 20 to 25). */
@Path("/subscriptions/{subscriptionId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PeeringResource {
    private static final String IN_SUBSCRIPTION = "/providers/Microsoft.Peering/peerings";
    private static final String IN_GROUP = "/resourceGroups/{resourceGroupName}" + IN_SUBSCRIPTION;
    private static final String ONE = IN_GROUP + "/{peeringName}";
    private static final PeeringSpec NOTHING = new PeeringSpec(null, null, null, null, null);
    private static final TagsSpec NO_TAGS = new TagsSpec(null);

    private final PeeringService service;
    private final CurrentCaller caller;
    private final PartnerConfig config;

    PeeringResource(PeeringService service, CurrentCaller caller, PartnerConfig config) {
        this.service = service;
        this.caller = caller;
        this.config = config;
    }

    @GET
    @Path(IN_SUBSCRIPTION)
    @Requires(Permission.PEERINGS_READ)
    public Page<PeeringView> listBySubscription(
            @PathParam("subscriptionId") String subscription, @Context UriInfo uri) {
        return list(subscription, null, uri);
    }

    @GET
    @Path(IN_GROUP)
    @Requires(Permission.PEERINGS_READ)
    public Page<PeeringView> listByResourceGroup(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @Context UriInfo uri) {
        return list(subscription, group, uri);
    }

    private Page<PeeringView> list(String subscription, @Nullable String group, UriInfo uri) {
        return Page.of(
                service.list(subscription, group, Page.after(uri)),
                peering -> (peering.id().resourceGroup() + "/" + peering.id().name()).toLowerCase(Locale.ROOT),
                peering -> view(peering, uri),
                uri);
    }

    @GET
    @Path(ONE)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.STATE})
    @Requires(Permission.PEERINGS_READ)
    public Response get(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Outcome<Peering> outcome = service.get(id(subscription, group, name));
        return outcome instanceof Outcome.Found<Peering>(Peering peering) && StateAnswers.wanted(headers)
                ? StateAnswers.of(peering.published())
                : answer(outcome, uri);
    }

    @PUT
    @Path(ONE)
    @Requires(Permission.PEERINGS_WRITE)
    public Response put(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name,
            @Nullable PeeringSpec spec,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return answer(
                service.put(
                        id(subscription, Names.resourceGroup(group), Names.resource("peeringName", name)),
                        Objects.requireNonNullElse(spec, NOTHING),
                        RequestedVersion.of(uri),
                        Preconditions.of(headers),
                        caller.get()),
                uri);
    }

    @PATCH
    @Path(ONE)
    @Requires(Permission.PEERINGS_WRITE)
    public Response patch(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name,
            @Nullable TagsSpec spec,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return answer(
                service.tag(
                        id(subscription, group, name),
                        Objects.requireNonNullElse(spec, NO_TAGS),
                        Preconditions.of(headers)),
                uri);
    }

    @DELETE
    @Path(ONE)
    @Requires(Permission.PEERINGS_DELETE)
    public Response delete(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return answer(service.delete(id(subscription, group, name), Preconditions.of(headers), caller.get()), uri);
    }

    private static ResourceId id(String subscription, String group, String name) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERINGS, name);
    }

    private PeeringView view(Peering peering, UriInfo uri) {
        return PeeringView.of(peering, RequestedVersion.of(uri), config.probeSources());
    }

    private Response answer(Outcome<Peering> outcome, UriInfo uri) {
        return Answers.of(outcome, peering -> view(peering, uri), Peering::revision);
    }
}
