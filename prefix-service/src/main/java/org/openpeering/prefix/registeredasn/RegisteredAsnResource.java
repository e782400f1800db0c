/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.key.RotateKeySpec;
import org.openpeering.prefix.network.AsnRule;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.partner.OwnerLookup;

/** {@code peerings/registeredAsns} (contract section A, 11 to 14). */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RegisteredAsnResource {
    private static final String ALL =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peerings/{peeringName}/registeredAsns";
    private static final String ONE = ALL + "/{registeredAsnName}";

    private final RegisteredAsnService service;
    private final OwnerLookup owner;
    private final CurrentCaller callers;
    private final NetworkRules rules;

    RegisteredAsnResource(RegisteredAsnService service, OwnerLookup owner, CurrentCaller callers, NetworkRules rules) {
        this.service = service;
        this.owner = owner;
        this.callers = callers;
        this.rules = rules;
    }

    @GET
    @Path(ALL)
    @Requires(Permission.REGISTERED_ASNS_READ)
    public Page<RegisteredAsnView> list(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @Context UriInfo uri) {
        ResourceId peering = peering(subscriptionId, resourceGroupName, peeringName);
        boolean writer = writer(subscriptionId);
        return Page.of(
                service.list(subscriptionId, peering, Page.after(uri)),
                entity -> entity.id().key(),
                entity -> RegisteredAsnView.of(entity, writer),
                uri);
    }

    @GET
    @Path(ONE)
    @Requires(Permission.REGISTERED_ASNS_READ)
    public Response get(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredAsnName) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_ASNS, registeredAsnName);
        return answer(subscriptionId, service.get(subscriptionId, id));
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.REGISTERED_ASNS_WRITE)
    public Response put(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredAsnName,
            @Nullable RegisteredAsnSpec spec,
            @Context HttpHeaders headers) {
        String name = Names.resource("registeredAsnName", registeredAsnName);
        Asn asn = AsnRule.check(spec == null ? null : spec.asn(), rules);
        ResourceId peering = peering(subscriptionId, resourceGroupName, peeringName);
        Optional<ApiError> unknown = owner.freshenPeering(peering, headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (unknown.isPresent()) {
            return Answers.error(unknown.get());
        }
        return answer(subscriptionId, service.put(subscriptionId, peering, name, asn, Preconditions.of(headers)));
    }

    @DELETE
    @Path(ONE)
    @Requires(Permission.REGISTERED_ASNS_DELETE)
    public Response delete(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredAsnName,
            @Context HttpHeaders headers) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_ASNS, registeredAsnName);
        return answer(subscriptionId, service.delete(subscriptionId, id, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/rotateKey")
    @Requires(Permission.REGISTERED_ASNS_ROTATE_KEY)
    public Response rotateKey(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredAsnName,
            @Nullable RotateKeySpec spec,
            @Context HttpHeaders headers) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_ASNS, registeredAsnName);
        RotateKeySpec.Checked checked = RotateKeySpec.checked(spec, Instant.now());
        return answer(subscriptionId, service.rotateKey(subscriptionId, id, checked, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/revokeKey")
    @Requires(Permission.REGISTERED_ASNS_REVOKE_KEY)
    public Response revokeKey(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredAsnName,
            @Context HttpHeaders headers) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_ASNS, registeredAsnName);
        return answer(subscriptionId, service.revokeKey(subscriptionId, id, Preconditions.of(headers)));
    }

    private Response answer(String subscription, Outcome<RegisteredAsnEntity> outcome) {
        boolean writer = writer(subscription);
        return Answers.of(outcome, entity -> RegisteredAsnView.of(entity, writer), RegisteredAsnEntity::revision);
    }

    private boolean writer(String subscription) {
        return callers.get().may(Permission.REGISTERED_ASNS_WRITE, subscription);
    }

    private static ResourceId peering(String subscription, String group, String name) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERINGS, name);
    }
}
