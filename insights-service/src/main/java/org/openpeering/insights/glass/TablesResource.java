/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.observation.CollectorRuntime;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** What the operator sees of the tables. */
@Path("/operator/routing")
@Produces(MediaType.APPLICATION_JSON)
public class TablesResource {
    private final CollectorRuntime runtime;

    TablesResource(CollectorRuntime runtime) {
        this.runtime = runtime;
    }

    private Collector collector() {
        return runtime.collector().orElseThrow(Replicas::unavailable);
    }

    @GET
    @Path("tables")
    @Documented("The tables of the sessions that report to the replica that answers, and how far they are complete.")
    @Requires(Permission.OPERATE)
    public Uni<TableView.ListView> tables() {
        // Not on the event loop: who looks waits while the collector changes something.
        return Uni.createFrom()
                .item(() -> new TableView.ListView(collector().tables().stream()
                        .map(TableView::of)
                        .sorted(Comparator.comparing(TableView::session).thenComparing(TableView::family))
                        .toList()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @GET
    @Path("limits")
    @Documented("How far the limits of routes are used on the replica that answers, and how often they were reached.")
    @Requires(Permission.OPERATE)
    public Uni<LimitView.ListView> limits() {
        return Uni.createFrom()
                .item(() -> new LimitView.ListView(
                        collector().limits().stream().map(LimitView::of).toList()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
