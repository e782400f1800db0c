/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code routingReport}: Azure has none. */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/routingReport")
public class RoutingReportResource {
    private static final MediaType CSV = new MediaType("text", "csv", "utf-8");

    private final RoutingReportService service;

    RoutingReportResource(RoutingReportService service) {
        this.service = service;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv"})
    @Documented(
            value =
                    "What became of the prefixes of a subscription in a time: availability by site and provider, incidents, changes of validation; as CSV where that is accepted.",
            answer = RoutingReportView.class,
            tagged = false)
    @Requires(Permission.ROUTING_REPORT_READ)
    public Uni<Response> report(
            @RestPath Subscription subscriptionId,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @Context HttpHeaders headers) {
        ReportPeriod period = ReportPeriod.parse(from, to);
        return service.report(subscriptionId, period)
                .map(report -> csv(headers)
                        ? Response.ok(ReportCsv.of(report), CSV)
                                .header("Content-Disposition", "attachment; filename=\"routing-report.csv\"")
                                .build()
                        : Response.ok(report, MediaType.APPLICATION_JSON_TYPE).build());
    }

    /** The first that the caller names of the two. */
    private static boolean csv(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type -> CSV.isCompatible(type) || MediaType.APPLICATION_JSON_TYPE.isCompatible(type))
                .findFirst()
                .filter(type -> !type.isWildcardType() && type.getType().equalsIgnoreCase("text"))
                .isPresent();
    }
}
