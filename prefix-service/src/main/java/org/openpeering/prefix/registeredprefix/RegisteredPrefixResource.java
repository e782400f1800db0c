/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.Since;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.key.RotateKeySpec;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.network.PrefixRule;
import org.openpeering.prefix.partner.OwnerLookup;
import org.openpeering.prefix.report.HistoryService;

/** {@code peerings/registeredPrefixes} (contract section A, 15 to 19). */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RegisteredPrefixResource {
    private static final String ALL =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peerings/{peeringName}/registeredPrefixes";
    private static final String ONE = ALL + "/{registeredPrefixName}";

    private final RegisteredPrefixService service;
    private final OwnerLookup owner;
    private final CurrentCaller callers;
    private final NetworkRules rules;
    private final HistoryService history;

    RegisteredPrefixResource(
            RegisteredPrefixService service,
            OwnerLookup owner,
            CurrentCaller callers,
            NetworkRules rules,
            HistoryService history) {
        this.service = service;
        this.owner = owner;
        this.callers = callers;
        this.rules = rules;
        this.history = history;
    }

    @GET
    @Path(ALL)
    @Requires(Permission.REGISTERED_PREFIXES_READ)
    public Page<RegisteredPrefixView> list(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @Context UriInfo uri) {
        ResourceId peering = peering(subscriptionId, resourceGroupName, peeringName);
        boolean writer = writer(subscriptionId);
        return Page.of(
                service.list(subscriptionId, peering, Page.after(uri)),
                entity -> entity.id().key(),
                entity -> RegisteredPrefixView.of(entity, writer),
                uri);
    }

    @GET
    @Path(ONE)
    @Requires(Permission.REGISTERED_PREFIXES_READ)
    public Response get(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName);
        return answer(subscriptionId, service.get(subscriptionId, id));
    }

    @GET
    @Path(ONE + "/validation")
    @Requires(Permission.REGISTERED_PREFIXES_READ)
    public Response validation(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName,
            @QueryParam("at") @Nullable String at) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName);
        return Answers.of(
                service.get(subscriptionId, id),
                _ -> Work.await(() -> history.view(TargetKind.REGISTERED, id, at)),
                RegisteredPrefixEntity::revision);
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.REGISTERED_PREFIXES_WRITE)
    public Response put(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName,
            @Nullable RegisteredPrefixSpec spec,
            @Context HttpHeaders headers) {
        String name = Names.resource("registeredPrefixName", registeredPrefixName);
        IpPrefix prefix = PrefixRule.parse(spec == null ? null : spec.prefix(), rules);
        ResourceId peering = peering(subscriptionId, resourceGroupName, peeringName);
        Optional<ApiError> unknown = owner.freshenPeering(peering, headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (unknown.isPresent()) {
            return Answers.error(unknown.get());
        }
        return answer(subscriptionId, service.put(subscriptionId, peering, name, prefix, Preconditions.of(headers)));
    }

    @DELETE
    @Path(ONE)
    @Requires(Permission.REGISTERED_PREFIXES_DELETE)
    public Response delete(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName,
            @Context HttpHeaders headers) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName);
        return answer(subscriptionId, service.delete(subscriptionId, id, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/validate")
    @Since(ApiVersion.V2022_10_01)
    @Requires(Permission.REGISTERED_PREFIXES_VALIDATE)
    public Response validate(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName);
        return answer(subscriptionId, service.validate(subscriptionId, id));
    }

    @POST
    @Path(ONE + "/rotateKey")
    @Requires(Permission.REGISTERED_PREFIXES_ROTATE_KEY)
    public Response rotateKey(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName,
            @Nullable RotateKeySpec spec,
            @Context HttpHeaders headers) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName);
        RotateKeySpec.Checked checked = RotateKeySpec.checked(spec, Instant.now());
        return answer(subscriptionId, service.rotateKey(subscriptionId, id, checked, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/revokeKey")
    @Requires(Permission.REGISTERED_PREFIXES_REVOKE_KEY)
    public Response revokeKey(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName,
            @Context HttpHeaders headers) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName);
        return answer(subscriptionId, service.revokeKey(subscriptionId, id, Preconditions.of(headers)));
    }

    private Response answer(String subscription, Outcome<RegisteredPrefixEntity> outcome) {
        boolean writer = writer(subscription);
        return Answers.of(outcome, entity -> RegisteredPrefixView.of(entity, writer), RegisteredPrefixEntity::revision);
    }

    private boolean writer(String subscription) {
        return callers.get().may(Permission.REGISTERED_PREFIXES_WRITE, subscription);
    }

    private static ResourceId peering(String subscription, String group, String name) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERINGS, name);
    }
}
