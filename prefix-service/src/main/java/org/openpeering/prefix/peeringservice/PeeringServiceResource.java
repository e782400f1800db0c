/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.Tags;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.partner.OwnerLookup;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.TagsSpec;

/** {@code peeringServices} (contract section A, 39 to 44). */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class PeeringServiceResource {
    private static final String IN_SUBSCRIPTION =
            "/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peeringServices";
    private static final String IN_GROUP =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices";
    private static final String ONE = IN_GROUP + "/{peeringServiceName}";

    private final PeeringServiceService service;
    private final OwnerLookup owner;

    PeeringServiceResource(PeeringServiceService service, OwnerLookup owner) {
        this.service = service;
        this.owner = owner;
    }

    @GET
    @Path(IN_SUBSCRIPTION)
    @Requires(Permission.PEERING_SERVICES_READ)
    public Page<PeeringServiceView> listInSubscription(@RestPath String subscriptionId, @Context UriInfo uri) {
        return page(subscriptionId, null, uri);
    }

    @GET
    @Path(IN_GROUP)
    @Requires(Permission.PEERING_SERVICES_READ)
    public Page<PeeringServiceView> listInGroup(
            @RestPath String subscriptionId, @RestPath String resourceGroupName, @Context UriInfo uri) {
        return page(subscriptionId, resourceGroupName, uri);
    }

    private Page<PeeringServiceView> page(String subscription, @Nullable String group, UriInfo uri) {
        return Page.of(
                service.list(subscription, group, Page.after(uri)),
                entity -> entity.id().key(),
                PeeringServiceView::of,
                uri);
    }

    @GET
    @Path(ONE)
    @Requires(Permission.PEERING_SERVICES_READ)
    public Response get(
            @RestPath String subscriptionId, @RestPath String resourceGroupName, @RestPath String peeringServiceName) {
        return answer(service.get(subscriptionId, id(subscriptionId, resourceGroupName, peeringServiceName)));
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.PEERING_SERVICES_WRITE)
    public Response put(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @Nullable PeeringServiceSpec spec,
            @Context HttpHeaders headers) {
        ResourceId id = id(
                subscriptionId,
                Names.resourceGroup(resourceGroupName),
                Names.resource("peeringServiceName", peeringServiceName));
        if (spec == null) {
            throw new ArmException(Refusals.missing("location"));
        }
        Checked checked = spec.checked();
        freshenProvider(subscriptionId, checked.provider(), headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        return answer(service.put(subscriptionId, id, checked, Preconditions.of(headers)));
    }

    @PATCH
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.PEERING_SERVICES_WRITE)
    public Response patch(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @Nullable TagsSpec spec,
            @Context HttpHeaders headers) {
        ResourceId id = id(subscriptionId, resourceGroupName, peeringServiceName);
        Map<String, String> tags = spec == null || spec.tags() == null ? null : Tags.of(spec.tags());
        return answer(service.patch(subscriptionId, id, tags, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/changeLocations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.PEERING_SERVICES_CHANGE_LOCATIONS)
    public Response changeLocations(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @Nullable PeeringServiceSpec spec,
            @Context HttpHeaders headers) {
        if (spec == null) {
            throw new ArmException(Refusals.missing("properties.providerPrimaryPeeringLocation"));
        }
        ResourceId id = id(subscriptionId, resourceGroupName, peeringServiceName);
        return answer(service.changeLocations(subscriptionId, id, spec.locations(), Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/cancelLocationChange")
    @Requires(Permission.PEERING_SERVICES_CHANGE_LOCATIONS)
    public Response cancelLocationChange(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @Context HttpHeaders headers) {
        ResourceId id = id(subscriptionId, resourceGroupName, peeringServiceName);
        return answer(service.changeLocations(subscriptionId, id, null, Preconditions.of(headers)));
    }

    @DELETE
    @Path(ONE)
    @Requires(Permission.PEERING_SERVICES_DELETE)
    public Response delete(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @Context HttpHeaders headers) {
        ResourceId id = id(subscriptionId, resourceGroupName, peeringServiceName);
        return answer(service.delete(subscriptionId, id, Preconditions.of(headers)));
    }

    private static Response answer(Outcome<PeeringServiceEntity> outcome) {
        return Answers.of(outcome, PeeringServiceView::of, PeeringServiceEntity::revision);
    }

    private static ResourceId id(String subscription, String group, String name) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERING_SERVICES, name);
    }

    /** In no session: the owner is asked meanwhile. */
    private void freshenProvider(String subscription, @Nullable String name, @Nullable String authorization) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> owner.freshenProvider(subscription, name, authorization));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
