/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
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
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.CustomerPrefixPath;
import org.openpeering.prefix.routingpolicy.RoutingPolicyService.Mode;

/** What the owner of a {@code peeringServices/prefixes} says of its routing; Azure asks nobody. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class RoutingPolicyResource {
    private static final String POLICY =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes/{prefixName}/routingPolicy";

    private final RoutingPolicyService service;
    private final SuggestionService suggestions;
    private final CurrentCaller caller;

    RoutingPolicyResource(RoutingPolicyService service, SuggestionService suggestions, CurrentCaller caller) {
        this.service = service;
        this.suggestions = suggestions;
        this.caller = caller;
    }

    @GET
    @Path(POLICY)
    @Documented(
            value = "What the owner of a prefix says of its routing, or what holds where it has said nothing.",
            answer = RoutingPolicyView.class)
    @Requires(Permission.ROUTING_POLICY_READ)
    public Uni<Response> get(@BeanParam CustomerPrefixPath path) {
        return service.get(path.id())
                .map(outcome -> Answers.shown(outcome, RoutingPolicyView::of, StatedPolicy::revision));
    }

    /** A dry run is answered in the same way; nothing is stored. */
    @PUT
    @Path(POLICY)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(
            value =
                    "Says how a prefix is routed, and answers which Critical events that hides; a dry run stores nothing.",
            answer = RoutingPolicyView.class)
    @Requires(Permission.ROUTING_POLICY_WRITE)
    public Uni<Response> put(
            @BeanParam CustomerPrefixPath path,
            @RestQuery @ReadAs(Boolean.class) @Nullable String dryRun,
            @Nullable RoutingPolicySpec spec,
            @Context HttpHeaders headers) {
        Mode mode = mode(dryRun);
        return service.put(path.id(), spec, caller.get().subject(), Preconditions.of(headers), mode)
                .map(RoutingPolicyResource::answer);
    }

    @DELETE
    @Path(POLICY)
    @Documented("Takes back what was said: what follows from the registration holds again.")
    @Requires(Permission.ROUTING_POLICY_DELETE)
    public Uni<Response> delete(@BeanParam CustomerPrefixPath path, @Context HttpHeaders headers) {
        return service.delete(path.id(), caller.get().subject(), Preconditions.of(headers))
                .map(RoutingPolicyResource::answer);
    }

    @GET
    @Path(POLICY + "/history")
    @Documented("What was said of the routing of a prefix, by whom and when, newest first.")
    @Requires(Permission.ROUTING_POLICY_READ)
    public Uni<Page<PolicyVersionView>> history(@BeanParam CustomerPrefixPath path, @Context UriInfo uri) {
        return service.history(path.id(), Page.afterNumber(uri))
                .map(outcome -> Page.of(
                        versions(outcome), version -> Long.toString(version.revision()), PolicyVersionView::of, uri));
    }

    @GET
    @Path(POLICY + "/suggestions")
    @Documented(
            value = "What may be worth saying, by what was seen of the prefix for a day, and what that rests on.",
            answer = SuggestionsView.class,
            tagged = false)
    @Requires(Permission.ROUTING_POLICY_READ)
    public Uni<Response> suggestions(@BeanParam CustomerPrefixPath path) {
        return suggestions.observe(path.id()).map(outcome -> Answers.of(outcome, SuggestionsView::of));
    }

    @POST
    @Path(POLICY + "/acceptSuggestions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(
            value = "Says what was said and what the suggestions add; a dry run stores nothing.",
            answer = RoutingPolicyView.class)
    @Requires(Permission.ROUTING_POLICY_ACCEPT_SUGGESTIONS)
    public Uni<Response> acceptSuggestions(
            @BeanParam CustomerPrefixPath path,
            @RestQuery @ReadAs(Boolean.class) @Nullable String dryRun,
            @Nullable AcceptSpec spec,
            @Context HttpHeaders headers) {
        Mode mode = mode(dryRun);
        return suggestions
                .accept(path.id(), spec, caller.get().subject(), Preconditions.of(headers), mode)
                .map(RoutingPolicyResource::answer);
    }

    private static List<PolicyVersion> versions(Outcome<List<PolicyVersion>> outcome) {
        return switch (outcome) {
            case Outcome.Found<List<PolicyVersion>>(List<PolicyVersion> versions) -> versions;
            case Outcome.Refused<List<PolicyVersion>>(ApiError error) -> throw new ArmException(error);
            default -> throw new IllegalStateException("a look-up makes and deletes nothing");
        };
    }

    private static Response answer(Outcome<StatedPolicy> outcome) {
        return Answers.of(outcome, RoutingPolicyView::of, StatedPolicy::revision);
    }

    private static Mode mode(@Nullable String text) {
        if (text == null || text.equalsIgnoreCase("false")) {
            return Mode.IN_EARNEST;
        }
        if (text.equalsIgnoreCase("true")) {
            return Mode.DRY_RUN;
        }
        throw new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, "dryRun", "'dryRun' is true or false."));
    }
}
