/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.MediaTypes;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.StateAnswers;
import org.openpeering.kit.request.Tags;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.PeeringServicePath;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.partner.OwnerLookup;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.TagsSpec;

/** {@code peeringServices} (contract section A, 39 to 44). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class PeeringServiceResource {
    private static final String IN_SUBSCRIPTION =
            "/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peeringServices";
    private static final String IN_GROUP =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices";
    private static final String ONE = IN_GROUP + "/{peeringServiceName}";

    private final PeeringServices services;
    private final OwnerLookup owner;
    private final Workspaces workspaces;

    PeeringServiceResource(PeeringServices services, OwnerLookup owner, Workspaces workspaces) {
        this.services = services;
        this.owner = owner;
        this.workspaces = workspaces;
    }

    @GET
    @Path(IN_SUBSCRIPTION)
    @Documented("The peering services of a subscription.")
    @Requires(Permission.PEERING_SERVICES_READ)
    public Uni<Page<PeeringServiceView>> listBySubscription(
            @RestPath Subscription subscriptionId, @Context UriInfo uri) {
        return page(subscriptionId, null, uri);
    }

    @GET
    @Path(IN_GROUP)
    @Documented("The peering services of a resource group.")
    @Requires(Permission.PEERING_SERVICES_READ)
    public Uni<Page<PeeringServiceView>> listByResourceGroup(
            @RestPath Subscription subscriptionId, @RestPath String resourceGroupName, @Context UriInfo uri) {
        return page(subscriptionId, resourceGroupName, uri);
    }

    private Uni<Page<PeeringServiceView>> page(Subscription subscription, @Nullable String group, UriInfo uri) {
        return services.list(subscription, group, Page.after(uri))
                .chain(found -> workspaces
                        .find(subscription)
                        .map(workspace -> Page.of(
                                found,
                                service -> service.id().key(),
                                service -> PeeringServiceView.of(service, workspace),
                                uri)));
    }

    @GET
    @Path(ONE)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.STATE})
    @Documented("A peering service.")
    @Requires(Permission.PEERING_SERVICES_READ)
    public Uni<Response> get(@BeanParam PeeringServicePath path, @Context HttpHeaders headers) {
        return StateAnswers.wanted(headers)
                ? services.get(path.id()).map(PeeringServiceResource::state)
                : services.get(path.id())
                        .chain(found -> workspaces
                                .find(path.subscriptionId())
                                .map(workspace -> Answers.shown(
                                        found,
                                        service -> PeeringServiceView.of(service, workspace),
                                        PeeringService::revision)));
    }

    private static Response state(Outcome<PeeringService> outcome) {
        return outcome instanceof Outcome.Found<PeeringService>(PeeringService service)
                ? StateAnswers.of(service.message())
                : Answers.of(outcome, PeeringService::message, PeeringService::revision);
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented("Creates or changes a peering service.")
    @Requires(Permission.PEERING_SERVICES_WRITE)
    public Uni<Response> put(
            @BeanParam PeeringServicePath path, @Nullable PeeringServiceSpec spec, @Context HttpHeaders headers) {
        ResourceId id = path.checkedId();
        if (spec == null) {
            throw new ArmException(Refusals.missing("location"));
        }
        Checked checked = spec.checked();
        Preconditions conditions = Preconditions.of(headers);
        // Asks over the network, hence before the transaction.
        return answer(
                path,
                owner.freshenProvider(
                                path.subscriptionId(),
                                checked.provider(),
                                headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                        .chain(() -> services.put(id, checked, conditions)));
    }

    @PATCH
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented("Replaces the tags of a peering service.")
    @Requires(Permission.PEERING_SERVICES_WRITE)
    public Uni<Response> patch(
            @BeanParam PeeringServicePath path, @Nullable TagsSpec spec, @Context HttpHeaders headers) {
        Map<String, String> tags = spec == null || spec.tags() == null ? null : Tags.of(spec.tags());
        return answer(path, services.patch(path.id(), tags, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/changeLocations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented("Moves the service to other locations as soon as its prefixes are Verified there.")
    @Requires(Permission.PEERING_SERVICES_CHANGE_LOCATIONS)
    public Uni<Response> changeLocations(
            @BeanParam PeeringServicePath path,
            PeeringServiceSpec.@Nullable LocationsSpec spec,
            @Context HttpHeaders headers) {
        if (spec == null) {
            throw new ArmException(Refusals.missing("properties.providerPrimaryPeeringLocation"));
        }
        return answer(path, services.changeLocations(path.id(), spec.locations(), Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/cancelLocationChange")
    @Documented("Gives up such a move.")
    @Requires(Permission.PEERING_SERVICES_CHANGE_LOCATIONS)
    public Uni<Response> cancelLocationChange(@BeanParam PeeringServicePath path, @Context HttpHeaders headers) {
        return answer(path, services.changeLocations(path.id(), null, Preconditions.of(headers)));
    }

    @DELETE
    @Path(ONE)
    @Documented("Deletes a peering service with its prefixes.")
    @Requires(Permission.PEERING_SERVICES_DELETE)
    public Uni<Response> delete(@BeanParam PeeringServicePath path, @Context HttpHeaders headers) {
        return answer(path, services.delete(path.id(), Preconditions.of(headers)));
    }

    private Uni<Response> answer(PeeringServicePath path, Uni<Outcome<PeeringService>> outcome) {
        return outcome.chain(done -> workspaces
                .find(path.subscriptionId())
                .map(workspace -> Answers.of(
                        done, service -> PeeringServiceView.of(service, workspace), PeeringService::revision)));
    }
}
