/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
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
import java.util.Objects;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.MediaTypes;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.StateAnswers;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code peerAsns} (contract section A, rows 6 to 9). */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peerAsns")
@Produces(MediaType.APPLICATION_JSON)
public class PeerAsnResource {
    private static final PeerAsnSpec NOTHING = new PeerAsnSpec(null);

    private final PeerAsnService service;
    private final CurrentCaller caller;

    PeerAsnResource(PeerAsnService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    /** Which one is meant. */
    public record Named(
            @RestPath Subscription subscriptionId, @RestPath String peerAsnName) {
        ResourceId id() {
            return ResourceId.ofSubscription(subscriptionId, ResourceType.PEER_ASNS, peerAsnName);
        }

        /** For one that may come into being. */
        ResourceId wellFormed() {
            return ResourceId.ofSubscription(
                    subscriptionId, ResourceType.PEER_ASNS, Names.resource("peerAsnName", peerAsnName));
        }
    }

    @GET
    @Documented("The PeerAsns of a subscription.")
    @Requires(Permission.PEER_ASNS_READ)
    public Uni<Page<PeerAsnView>> listBySubscription(@RestPath Subscription subscriptionId, @Context UriInfo uri) {
        return service.list(subscriptionId, Page.after(uri))
                .map(peerAsns -> Page.of(peerAsns, peerAsn -> peerAsn.id().key(), PeerAsnView::of, uri));
    }

    @GET
    @Path("/{peerAsnName}")
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.STATE})
    @Documented("A PeerAsn.")
    @Requires(Permission.PEER_ASNS_READ)
    public Uni<Response> get(@BeanParam Named named, @Context HttpHeaders headers) {
        return service.get(named.id())
                .map(outcome -> outcome instanceof Outcome.Found<PeerAsn>(PeerAsn found) && StateAnswers.wanted(headers)
                        ? StateAnswers.of(found.published())
                        : answer(outcome));
    }

    @PUT
    @Path("/{peerAsnName}")
    @Documented("Creates a PeerAsn, which then waits for approval, or changes one.")
    @Requires(Permission.PEER_ASNS_WRITE)
    public Uni<Response> put(@BeanParam Named named, @Nullable PeerAsnSpec spec, @Context HttpHeaders headers) {
        return service.put(
                        named.wellFormed(),
                        Objects.requireNonNullElse(spec, NOTHING),
                        Preconditions.of(headers),
                        caller.get())
                .map(PeerAsnResource::answer);
    }

    @DELETE
    @Path("/{peerAsnName}")
    @Documented("Deletes a PeerAsn that no peering uses.")
    @Requires(Permission.PEER_ASNS_DELETE)
    public Uni<Response> delete(@BeanParam Named named, @Context HttpHeaders headers) {
        return service.delete(named.id(), Preconditions.of(headers), caller.get())
                .map(PeerAsnResource::answer);
    }

    private static Response answer(Outcome<PeerAsn> outcome) {
        return Answers.of(outcome, PeerAsnView::of, PeerAsn::revision);
    }
}
