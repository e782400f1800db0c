/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code lookingGlass} (contract section C.11): what routers at an edge site know of the way to an address. */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/lookingGlass")
public class LookingGlassResource {
    /** The answer to BgpRoute as data. */
    static final String BGP_ROUTES = "application/vnd.openpeering.bgp-routes+json";

    private static final String TOO_OFTEN =
            "The subscription looks too often; the looking glass answers 10 requests at once, and one a second.";

    private final Directory directory;
    private final RouteTables tables;
    private final Replicas replicas;
    private final Allowance allowance = new Allowance(10, Duration.ofSeconds(1));

    LookingGlassResource(Directory directory, RouteTables tables, Replicas replicas) {
        this.directory = directory;
        this.tables = tables;
        this.replicas = replicas;
    }

    @POST
    @Produces({MediaType.APPLICATION_JSON, BGP_ROUTES, Replicas.PART})
    @Documented(
            value = "What the routers at an edge site know of the way to an address.",
            answer = LookingGlassView.class,
            tagged = false)
    @Requires(Permission.LOOKING_GLASS)
    public Uni<Response> invoke(
            @RestPath Subscription subscriptionId,
            @RestQuery @ReadAs(value = Glance.Command.class, required = true) @Nullable String command,
            @RestQuery @ReadAs(value = Glance.SourceType.class, required = true) @Nullable String sourceType,
            @RestQuery @ReadAs(value = String.class, required = true) @Nullable String sourceLocation,
            @RestQuery @ReadAs(value = String.class, required = true) @Nullable String destinationIP,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        allowance.spend(subscriptionId.key(), TOO_OFTEN);
        Glance glance = Glance.parse(command, sourceType, sourceLocation, destinationIP, directory::site);
        if (!directory.complete()) {
            throw Replicas.unavailable();
        }
        Question question = Question.of("POST", uri, headers);
        return replicas.answer(
                question,
                tables.holders(glance.site()),
                wanted -> tables.longestMatch(wanted, glance.destination()),
                BgpRoutes.class,
                parts -> answer(BgpRoutesView.of(glance, BgpRoutes.joined(parts)), question));
    }

    private static Response.ResponseBuilder answer(BgpRoutesView view, Question question) {
        return question.accepts(BGP_ROUTES)
                ? Response.ok(view, BGP_ROUTES)
                : Response.ok(
                        new LookingGlassView(Glance.Command.BGP_ROUTE, BgpRouteText.of(view)),
                        MediaType.APPLICATION_JSON_TYPE);
    }
}
