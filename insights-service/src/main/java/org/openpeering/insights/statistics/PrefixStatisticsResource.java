/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.directory.Holdings;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code statistics} of a customer's prefix, and of one that a partner has registered. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class PrefixStatisticsResource {
    private static final String GROUP =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering";

    private final Directory directory;
    private final SessionHistoryService service;

    PrefixStatisticsResource(Directory directory, SessionHistoryService service) {
        this.directory = directory;
        this.service = service;
    }

    @GET
    @Path(GROUP + "/peeringServices/{peeringServiceName}/prefixes/{prefixName}/statistics")
    @Documented(
            "What became of a prefix by window: how much of the time it was announced, and changes of its routes; gaps told apart from zero.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<PrefixStatisticsView> ofPrefix(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String granularity) {
        return answer(
                ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERING_SERVICES, peeringServiceName)
                        .child(ResourceType.PREFIXES, prefixName),
                Period.parse(from, to, granularity));
    }

    @GET
    @Path(GROUP + "/peerings/{peeringName}/registeredPrefixes/{registeredPrefixName}/statistics")
    @Documented(
            "What became of a registered prefix by window: how much of the time it was announced, and changes of its routes; gaps told apart from zero.")
    @Requires(Permission.REGISTERED_PREFIXES_READ)
    public Uni<PrefixStatisticsView> ofRegisteredPrefix(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String granularity) {
        return answer(
                ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERINGS, peeringName)
                        .child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName),
                Period.parse(from, to, granularity));
    }

    private Uni<PrefixStatisticsView> answer(ResourceId id, Period period) {
        IpPrefix prefix = prefix(id);
        return service.prefix(prefix, id, period)
                .map(windows -> new PrefixStatisticsView(
                        prefix,
                        period.time().from(),
                        period.time().until(),
                        period.grain(),
                        windows.stream().map(PrefixStatisticsView.Window::of).toList()));
    }

    private IpPrefix prefix(ResourceId id) {
        if (!directory.complete()) {
            throw new ArmException(
                    ApiError.of(ErrorCode.SERVER_UNAVAILABLE, "The monitored prefixes are not known yet; try again."));
        }
        List<IpPrefix> monitored = Holdings.of(directory.monitored().values()).of(id);
        if (monitored.isEmpty()) {
            throw new ArmException(ApiError.of(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "'" + id.name()
                            + "' was not found, or is not monitored: a customer's prefix is from when it has a key"
                            + " that is good, a registered one from its registration on."));
        }
        return monitored.getFirst();
    }
}
