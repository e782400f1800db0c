/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.Peering;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.directory.PeeringPath;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code peerings/statistics}: Azure has these numbers as metrics alone (contract section D.3). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {
    /** Some 10 MB of an answer. */
    private static final int WINDOWS = 40_000;

    private final Directory directory;
    private final SessionHistoryService service;

    StatisticsResource(Directory directory, SessionHistoryService service) {
        this.directory = directory;
        this.service = service;
    }

    @GET
    @Path(PeeringPath.TEMPLATE + "/statistics")
    @Documented(
            "How much of the time each session of a peering was up, how often it went down, and what it sent, by window; gaps in which nobody looked told apart from zero.")
    @Requires(Permission.PEERING_STATISTICS_READ)
    public Uni<StatisticsView> ofPeering(
            @BeanParam PeeringPath path,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String granularity) {
        Period period = Period.parse(from, to, granularity);
        Peering peering = peering(path);
        if (period.windows() * peering.sessions().size() > WINDOWS) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "to",
                    "From 'from' to 'to' are " + period.windows() + " windows of each of "
                            + peering.sessions().size() + " sessions, and " + WINDOWS
                            + " are answered at most. Ask for less, or at a coarser granularity."));
        }
        Stretch time = period.time();
        return service.peering(peering, period)
                .map(series -> new StatisticsView(
                        time.from(),
                        time.until(),
                        period.grain(),
                        series.stream()
                                .map(StatisticsView.SessionStatistics::of)
                                .toList()));
    }

    private Peering peering(PeeringPath path) {
        if (!directory.complete()) {
            throw new ArmException(ApiError.of(
                    ErrorCode.SERVER_UNAVAILABLE, "Which peerings there are is still being read; try again."));
        }
        return directory
                .peerings()
                .find(path.id().key())
                .orElseThrow(() -> new ArmException(ApiError.of(
                        ErrorCode.PARENT_RESOURCE_NOT_FOUND,
                        "The peering '" + path.id().name() + "' was not found.")));
    }
}
