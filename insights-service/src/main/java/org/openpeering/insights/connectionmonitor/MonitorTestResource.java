/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

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
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.directory.Parents;
import org.openpeering.insights.directory.PeeringServicePath;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.RequestedVersion;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code connectionMonitorTests} (contract section A, 28 to 31). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class MonitorTestResource {
    private final MonitorTestService service;
    private final Parents parents;
    private final MonitorAgents agents;
    private final DestinationCheck destinations;
    private final MonitorTestViews views;

    MonitorTestResource(
            MonitorTestService service,
            Parents parents,
            MonitorAgents agents,
            DestinationCheck destinations,
            MonitorTestViews views) {
        this.service = service;
        this.parents = parents;
        this.agents = agents;
        this.destinations = destinations;
        this.views = views;
    }

    @GET
    @Path(MonitorTestPath.ALL)
    @Documented("The connection monitor tests of a peering service.")
    @Requires(Permission.CONNECTION_MONITOR_TESTS_READ)
    public Uni<Page<MonitorTestView>> listByPeeringService(
            @BeanParam PeeringServicePath path, @Context UriInfo uri, @Context HttpHeaders headers) {
        String after = Page.after(uri);
        return parents.service(path.id(), authorization(headers))
                .chain(parent -> service.list(parent.id(), after))
                .chain(views::of)
                .map(shown -> Page.of(shown, each -> each.test().id().key(), MonitorTestViews.Shown::view, uri));
    }

    @GET
    @Path(MonitorTestPath.ONE)
    @Documented("A connection monitor test, with its latest result and the way there.")
    @Requires(Permission.CONNECTION_MONITOR_TESTS_READ)
    public Uni<Response> get(@BeanParam MonitorTestPath path, @Context HttpHeaders headers) {
        return parents.service(path.service(), authorization(headers))
                .chain(parent -> service.get(parent.id(), path.id()))
                .chain(views::shown)
                .map(outcome -> Answers.shown(
                        outcome,
                        MonitorTestViews.Shown::view,
                        shown -> shown.test().revision()));
    }

    @PUT
    @Path(MonitorTestPath.ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented("Creates or changes a connection monitor test.")
    @Requires(Permission.CONNECTION_MONITOR_TESTS_WRITE)
    public Uni<Response> put(
            @BeanParam MonitorTestPath path,
            @Nullable MonitorTestSpec spec,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        String name = path.checkedName(RequestedVersion.of(uri));
        MonitorTestSetup wanted = MonitorTestSpec.checked(spec);
        Preconditions conditions = Preconditions.of(headers);
        return parents.serviceNow(path.service(), authorization(headers))
                .chain(parent -> agents.named(path.subscriptionId(), wanted)
                        .call(setup -> destinations.check(setup.destination()))
                        .chain(setup -> views.measuredLately(path.id())
                                .chain(before -> service.put(parent, name, setup, conditions, before))))
                .chain(views::shown)
                .map(outcome -> Answers.of(
                        outcome,
                        MonitorTestViews.Shown::view,
                        shown -> shown.test().revision()));
    }

    @DELETE
    @Path(MonitorTestPath.ONE)
    @Documented("Deletes a connection monitor test.")
    @Requires(Permission.CONNECTION_MONITOR_TESTS_DELETE)
    public Uni<Response> delete(@BeanParam MonitorTestPath path, @Context HttpHeaders headers) {
        return service.delete(path.id(), Preconditions.of(headers))
                .map(outcome -> Answers.of(outcome, MonitorTest::id, MonitorTest::revision));
    }

    private static @Nullable String authorization(HttpHeaders headers) {
        return headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    }
}
