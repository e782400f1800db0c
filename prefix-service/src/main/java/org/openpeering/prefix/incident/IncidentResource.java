/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.incident.IncidentRepository.Numbered;

/** Incidents of a subscription's prefixes, and all for the operator. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class IncidentResource {
    private static final String OWN = "/subscriptions/{subscriptionId}/providers/Microsoft.Peering/routingIncidents";
    private static final String ALL = "/operator/routing/incidents";
    private static final String ONE = "/{incidentId}";
    private static final String EVENTS = ONE + "/events";

    private final IncidentService service;

    IncidentResource(IncidentService service) {
        this.service = service;
    }

    @GET
    @Path(OWN)
    @Documented("What has happened to many prefixes of a subscription at once; newest first.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Page<RoutingEvent>> list(@RestPath Subscription subscriptionId, @Context UriInfo uri) {
        return service.page(subscriptionId, before(uri))
                .map(rows -> Page.of(
                        rows, IncidentResource::number, row -> row.value().event(), uri));
    }

    @GET
    @Path(OWN + ONE)
    @Documented(value = "An incident of a subscription's prefixes.", tagged = false)
    @Requires(Permission.PREFIXES_READ)
    public Uni<RoutingEvent> get(@RestPath Subscription subscriptionId, @RestPath String incidentId) {
        return service.get(subscriptionId, incidentId);
    }

    @GET
    @Path(OWN + EVENTS)
    @Documented(
            "The events of an incident, of the prefixes that the subscription has; in the order in which they joined.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Page<RoutingEvent>> events(
            @RestPath Subscription subscriptionId, @RestPath String incidentId, @Context UriInfo uri) {
        return service.events(subscriptionId, incidentId, Page.afterNumber(uri))
                .map(rows -> Page.of(rows, IncidentResource::number, Numbered::value, uri));
    }

    @GET
    @Path(ALL)
    @Documented("What has happened to many prefixes at once, whosever they are; newest first.")
    @Requires(Permission.OPERATE)
    public Uni<Page<RoutingEvent>> listAll(@Context UriInfo uri) {
        return service.pageOfAll(before(uri))
                .map(rows -> Page.of(
                        rows, IncidentResource::number, row -> row.value().event(), uri));
    }

    @GET
    @Path(ALL + ONE)
    @Documented(value = "An incident, whosever prefixes it concerns.", tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<RoutingEvent> getOfAll(@RestPath String incidentId) {
        return service.getOfAll(incidentId);
    }

    @GET
    @Path(ALL + EVENTS)
    @Documented("All events of an incident, in the order in which they joined.")
    @Requires(Permission.OPERATE)
    public Uni<Page<RoutingEvent>> eventsOfAll(@RestPath String incidentId, @Context UriInfo uri) {
        return service.eventsOfAll(incidentId, Page.afterNumber(uri))
                .map(rows -> Page.of(rows, IncidentResource::number, Numbered::value, uri));
    }

    private static String number(Numbered<?> row) {
        return Long.toString(row.seq());
    }

    private static long before(UriInfo uri) {
        long number = Page.afterNumber(uri);
        return number == 0 ? Long.MAX_VALUE : number;
    }
}
