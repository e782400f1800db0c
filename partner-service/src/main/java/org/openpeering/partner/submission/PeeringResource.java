/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.MediaTypes;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.RequestedVersion;
import org.openpeering.kit.request.StateAnswers;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringSpec;
import org.openpeering.partner.peering.PeeringView;

/** {@code peerings} (contract section A, rows 20 to 25). */
@Path("/subscriptions/{subscriptionId}")
@Produces(MediaType.APPLICATION_JSON)
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
    @Documented("The peerings of a subscription.")
    @Requires(Permission.PEERINGS_READ)
    public Uni<Page<PeeringView>> listBySubscription(@RestPath Subscription subscriptionId, @Context UriInfo uri) {
        return list(subscriptionId, null, uri);
    }

    @GET
    @Path(IN_GROUP)
    @Documented("The peerings of a resource group.")
    @Requires(Permission.PEERINGS_READ)
    public Uni<Page<PeeringView>> listByResourceGroup(
            @RestPath Subscription subscriptionId, @RestPath String resourceGroupName, @Context UriInfo uri) {
        return list(subscriptionId, resourceGroupName, uri);
    }

    private Uni<Page<PeeringView>> list(Subscription subscription, @Nullable String group, UriInfo uri) {
        return service.list(subscription, group, Page.after(uri))
                .map(peerings -> Page.of(peerings, peering -> peering.id().key(), peering -> view(peering, uri), uri));
    }

    @GET
    @Path(ONE)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.STATE})
    @Documented("A peering.")
    @Requires(Permission.PEERINGS_READ)
    public Uni<Response> get(@BeanParam PeeringPath path, @Context UriInfo uri, @Context HttpHeaders headers) {
        boolean state = StateAnswers.wanted(headers);
        return service.get(path.id())
                .map(outcome -> state && outcome instanceof Outcome.Found<Peering>(Peering peering)
                        ? StateAnswers.of(peering.published())
                        : answer(outcome, uri));
    }

    @PUT
    @Path(ONE)
    @Documented("Creates a peering, whose connections then wait for approval, or changes one.")
    @Requires(Permission.PEERINGS_WRITE)
    public Uni<Response> put(
            @BeanParam PeeringPath path,
            @Nullable PeeringSpec spec,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return service.put(
                        path.named(),
                        Objects.requireNonNullElse(spec, NOTHING),
                        RequestedVersion.of(uri),
                        Preconditions.of(headers),
                        caller.get())
                .map(outcome -> answer(outcome, uri));
    }

    @PATCH
    @Path(ONE)
    @Documented("Replaces the tags of a peering.")
    @Requires(Permission.PEERINGS_WRITE)
    public Uni<Response> patch(
            @BeanParam PeeringPath path, @Nullable TagsSpec spec, @Context UriInfo uri, @Context HttpHeaders headers) {
        return service.tag(path.id(), Objects.requireNonNullElse(spec, NO_TAGS), Preconditions.of(headers))
                .map(outcome -> answer(outcome, uri));
    }

    @DELETE
    @Path(ONE)
    @Documented("Deletes a peering on which no work is under way.")
    @Requires(Permission.PEERINGS_DELETE)
    public Uni<Response> delete(@BeanParam PeeringPath path, @Context UriInfo uri, @Context HttpHeaders headers) {
        return service.delete(path.id(), Preconditions.of(headers), caller.get())
                .map(outcome -> answer(outcome, uri));
    }

    private PeeringView view(Peering peering, UriInfo uri) {
        return PeeringView.of(peering, RequestedVersion.of(uri), config.probeSources());
    }

    private Response answer(Outcome<Peering> outcome, UriInfo uri) {
        return Answers.of(outcome, peering -> view(peering, uri), Peering::revision);
    }
}
