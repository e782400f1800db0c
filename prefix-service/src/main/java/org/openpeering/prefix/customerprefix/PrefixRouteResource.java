/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.customerprefix.PrefixEventResource.Named;
import org.openpeering.prefix.event.EventService;
import org.openpeering.prefix.event.Watched;
import org.openpeering.prefix.routes.RememberedChange;
import org.openpeering.prefix.routes.RouteChangeView;
import org.openpeering.prefix.routes.RouteView;
import org.openpeering.prefix.routes.RoutesService;
import org.openpeering.prefix.routes.RoutesView;

/** The routes of a customer prefix as the edge routers have them; Azure shows none. */
@Path("/")
public class PrefixRouteResource {
    private static final String ROUTES =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes/{prefixName}/routes";

    private final RoutesService service;
    private final PrefixService prefixes;
    private final EventService events;

    PrefixRouteResource(RoutesService service, PrefixService prefixes, EventService events) {
        this.service = service;
        this.events = events;
        this.prefixes = prefixes;
    }

    @GET
    @Path(ROUTES)
    @Produces(MediaType.APPLICATION_JSON)
    @Documented("Who carries a prefix now, how, and since when; and what of it is not seen.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<RoutesView> list(@BeanParam Named prefix, @Context UriInfo uri) {
        String after = Page.after(uri);
        return watched(prefix)
                .chain(watched -> service.routes(watched, after)
                        .map(routes -> Page.of(routes, RouteView::key, RouteView::of, uri))
                        .chain(page -> events.openGaps(watched).map(gaps -> RoutesView.of(page, gaps))));
    }

    @GET
    @Path(ROUTES + "/history")
    @Produces(MediaType.APPLICATION_JSON)
    @Documented("What happened to the routes of a prefix, newest first.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Page<RouteChangeView>> history(@BeanParam Named prefix, @Context UriInfo uri) {
        long before = Page.afterNumber(uri);
        return watched(prefix)
                .chain(watched -> service.history(watched, before))
                .map(changes -> Page.of(changes, change -> Long.toString(change.seq()), RememberedChange::view, uri));
    }

    private Uni<Watched> watched(Named prefix) {
        return prefixes.get(prefix.id()).map(PrefixEventResource::watched);
    }
}
