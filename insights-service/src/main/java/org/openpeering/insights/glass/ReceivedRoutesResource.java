/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.partner.Peering;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.directory.PeeringPath;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code peerings/receivedRoutes} (contract section C.12). */
@Path("/")
public class ReceivedRoutesResource {
    private static final String TOO_OFTEN =
            "You ask for received routes too often; 20 pages are answered at once, and five a second.";

    private final Directory directory;
    private final RouteTables tables;
    private final Replicas replicas;
    private final CurrentCaller caller;
    private final Allowance allowance = new Allowance(20, Duration.ofMillis(200));

    ReceivedRoutesResource(Directory directory, RouteTables tables, Replicas replicas, CurrentCaller caller) {
        this.directory = directory;
        this.tables = tables;
        this.replicas = replicas;
        this.caller = caller;
    }

    @GET
    @Path(PeeringPath.TEMPLATE + "/receivedRoutes")
    @Produces({MediaType.APPLICATION_JSON, Replicas.PART})
    @Documented(
            value = "The routes that are received over a peering.",
            answer = ReceivedRouteView.class,
            page = true,
            tagged = false)
    @Requires(Permission.RECEIVED_ROUTES_READ)
    public Uni<Response> listByPeering(
            @BeanParam PeeringPath path,
            @RestQuery @Nullable String prefix,
            @RestQuery @Nullable String asPath,
            @RestQuery @Nullable String originAsValidationState,
            @RestQuery @Nullable String rpkiValidationState,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        allowance.spend(caller.get().subject(), TOO_OFTEN);
        RouteFilter filter = RouteFilter.parse(prefix, asPath, originAsValidationState, rpkiValidationState);
        RouteId last = Page.after(uri, RouteId::parse).orElse(null);
        Holders holders = tables.holders(peering(path));
        return replicas.answer(
                Question.of("GET", uri, headers),
                holders,
                wanted -> tables.page(wanted, last, filter),
                HeldRoutes.class,
                parts -> Response.ok(page(parts, uri), MediaType.APPLICATION_JSON_TYPE));
    }

    private Peering peering(PeeringPath path) {
        if (!directory.complete()) {
            throw Replicas.unavailable();
        }
        return directory
                .peerings()
                .find(path.id().key())
                .orElseThrow(() -> new ArmException(ApiError.of(
                        ErrorCode.PARENT_RESOURCE_NOT_FOUND,
                        "The peering '" + path.id().name() + "' was not found.")));
    }

    private static Page<ReceivedRouteView> page(List<HeldRoutes> parts, UriInfo uri) {
        HeldRoutes page = HeldRoutes.joined(parts).cut(Page.SIZE);
        return Page.upTo(page.rows().stream().map(HeldRoutes.Row::route).toList(), page.reached(), uri);
    }
}
