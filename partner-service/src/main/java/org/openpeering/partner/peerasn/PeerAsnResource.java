/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.StateAnswers;

/** {@code peerAsns} (contract section A, rows 6 to 9). */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peerAsns")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PeerAsnResource {
    private static final PeerAsnSpec NOTHING = new PeerAsnSpec(null);

    private final PeerAsnService service;
    private final CurrentCaller caller;

    PeerAsnResource(PeerAsnService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Requires(Permission.PEER_ASNS_READ)
    public Page<PeerAsnView> list(@PathParam("subscriptionId") String subscription, @Context UriInfo uri) {
        return Page.of(
                service.list(subscription, Page.after(uri)),
                entity -> entity.id().name().toLowerCase(Locale.ROOT),
                PeerAsnView::of,
                uri);
    }

    @GET
    @Path("/{peerAsnName}")
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.STATE})
    @Requires(Permission.PEER_ASNS_READ)
    public Response get(
            @PathParam("subscriptionId") String subscription,
            @PathParam("peerAsnName") String name,
            @Context HttpHeaders headers) {
        Outcome<PeerAsnEntity> outcome = service.get(id(subscription, name));
        return outcome instanceof Outcome.Found<PeerAsnEntity>(PeerAsnEntity entity) && StateAnswers.wanted(headers)
                ? StateAnswers.of(entity.published())
                : answer(outcome);
    }

    @PUT
    @Path("/{peerAsnName}")
    @Requires(Permission.PEER_ASNS_WRITE)
    public Response put(
            @PathParam("subscriptionId") String subscription,
            @PathParam("peerAsnName") String name,
            @Nullable PeerAsnSpec spec,
            @Context HttpHeaders headers) {
        return answer(service.put(
                id(subscription, Names.resource("peerAsnName", name)),
                Objects.requireNonNullElse(spec, NOTHING),
                Preconditions.of(headers),
                caller.get()));
    }

    @DELETE
    @Path("/{peerAsnName}")
    @Requires(Permission.PEER_ASNS_DELETE)
    public Response delete(
            @PathParam("subscriptionId") String subscription,
            @PathParam("peerAsnName") String name,
            @Context HttpHeaders headers) {
        return answer(service.delete(id(subscription, name), Preconditions.of(headers), caller.get()));
    }

    private static ResourceId id(String subscription, String name) {
        return ResourceId.ofSubscription(subscription, ResourceType.PEER_ASNS, name);
    }

    private static Response answer(Outcome<PeerAsnEntity> outcome) {
        return Answers.of(outcome, PeerAsnView::of, PeerAsnEntity::revision);
    }
}
