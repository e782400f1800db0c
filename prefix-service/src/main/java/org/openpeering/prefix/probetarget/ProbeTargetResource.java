/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.CustomerPrefixPath;
import org.openpeering.prefix.probetarget.ProbeTargetsView.VersionView;

/** What the owner of a {@code peeringServices/prefixes} offers to be measured; Azure asks nobody. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class ProbeTargetResource {
    private static final String TARGETS =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes/{prefixName}/probeTargets";

    private final ProbeTargetService service;
    private final CurrentCaller caller;

    ProbeTargetResource(ProbeTargetService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Path(TARGETS)
    @Documented(
            value = "Which addresses of a prefix its owner offers to be measured; nothing else in it is.",
            answer = ProbeTargetsView.class)
    @Requires(Permission.PROBE_TARGETS_READ)
    public Uni<Response> get(@BeanParam CustomerPrefixPath path) {
        return service.get(path.id()).map(ProbeTargetResource::answer);
    }

    @PUT
    @Path(TARGETS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(
            value = "Offers addresses of a prefix to be measured by the network's agents, and takes back all others.",
            answer = ProbeTargetsView.class)
    @Requires(Permission.PROBE_TARGETS_WRITE)
    public Uni<Response> put(
            @BeanParam CustomerPrefixPath path, @Nullable ProbeTargetsSpec spec, @Context HttpHeaders headers) {
        return service.put(path.id(), spec, caller.get().subject(), Preconditions.of(headers))
                .map(ProbeTargetResource::answer);
    }

    @DELETE
    @Path(TARGETS)
    @Documented("Takes back what was offered: nothing in the prefix is measured any more.")
    @Requires(Permission.PROBE_TARGETS_DELETE)
    public Uni<Response> delete(@BeanParam CustomerPrefixPath path, @Context HttpHeaders headers) {
        return service.delete(path.id(), caller.get().subject(), Preconditions.of(headers))
                .map(ProbeTargetResource::answer);
    }

    @GET
    @Path(TARGETS + "/history")
    @Documented("What was offered of a prefix to be measured, by whom and when, newest first.")
    @Requires(Permission.PROBE_TARGETS_READ)
    public Uni<Page<VersionView>> history(@BeanParam CustomerPrefixPath path, @Context UriInfo uri) {
        return service.history(path.id(), Page.afterNumber(uri))
                .map(outcome ->
                        Page.of(versions(outcome), version -> Long.toString(version.revision()), VersionView::of, uri));
    }

    private static List<OfferVersion> versions(Outcome<List<OfferVersion>> outcome) {
        return switch (outcome) {
            case Outcome.Found<List<OfferVersion>>(List<OfferVersion> versions) -> versions;
            case Outcome.Refused<List<OfferVersion>>(ApiError error) -> throw new ArmException(error);
            default -> throw new IllegalStateException("a look-up makes and deletes nothing");
        };
    }

    private static Response answer(Outcome<Offer> outcome) {
        return Answers.of(outcome, ProbeTargetsView::of, Offer::revision);
    }
}
