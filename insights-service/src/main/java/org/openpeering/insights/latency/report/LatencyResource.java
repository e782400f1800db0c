/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.report;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.directory.Holdings;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** The latency report (contract section C.9), of customers and of partners. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class LatencyResource {
    private static final String GROUP =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering";
    private static final String SERVICE = GROUP + "/peeringServices/{peeringServiceName}";
    private static final String PEERING = GROUP + "/peerings/{peeringName}";

    private final ReportService service;
    private final Directory directory;

    LatencyResource(ReportService service, Directory directory) {
        this.service = service;
        this.directory = directory;
    }

    /** What is asked, as every report can be asked. */
    public record Asked(
            @RestQuery @ReadAs(Instant.class) @Nullable String from,
            @RestQuery @ReadAs(Instant.class) @Nullable String to,
            @RestQuery @ReadAs(String.class) @Nullable String window,
            @RestQuery @ReadAs(String.class) @Nullable String step,
            @RestQuery @ReadAs(String.class) @Nullable String site,
            @RestQuery @ReadAs(SampleSource.class) @Nullable String source,
            @RestQuery @ReadAs(ProbeClass.class) @Nullable String probe,
            @RestQuery @ReadAs(String.class) @Nullable String by,
            @RestQuery @ReadAs(String.class) @Nullable String compareTo,
            @RestQuery @ReadAs(String.class) @Nullable String compareSite) {
        ReportQuery.Texts texts() {
            return new ReportQuery.Texts(from, to, window, step, site, source, probe, by, compareTo, compareSite);
        }
    }

    @GET
    @Path(SERVICE + "/prefixes/{prefixName}/latency")
    @Documented(value = "Round trips between edge sites and a prefix.", tagged = false)
    @Requires(Permission.PREFIXES_READ)
    public Uni<LatencyReport> ofPrefix(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @BeanParam Asked asked) {
        ResourceId id =
                service(subscriptionId, resourceGroupName, peeringServiceName).child(ResourceType.PREFIXES, prefixName);
        return answer(Subject.ofCustomer(id, holdings().of(id)), asked);
    }

    @GET
    @Path(SERVICE + "/latency")
    @Documented(value = "Round trips between edge sites and the prefixes of a peering service.", tagged = false)
    @Requires(Permission.PEERING_SERVICES_READ)
    public Uni<LatencyReport> ofService(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @BeanParam Asked asked) {
        ResourceId id = service(subscriptionId, resourceGroupName, peeringServiceName);
        return answer(Subject.ofCustomer(id, holdings().within(id, "prefixes")), asked);
    }

    @GET
    @Path(PEERING + "/registeredPrefixes/{registeredPrefixName}/latency")
    @Documented(value = "Round trips between edge sites and a registered prefix.", tagged = false)
    @Requires(Permission.REGISTERED_PREFIXES_READ)
    public Uni<LatencyReport> ofRegisteredPrefix(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName,
            @BeanParam Asked asked) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName);
        return answer(Subject.ofPartner(id, holdings().of(id), List.of()), asked);
    }

    @GET
    @Path(PEERING + "/registeredAsns/{registeredAsnName}/latency")
    @Documented(
            value = "Round trips between edge sites and the prefixes of customers who use the key of an AS number.",
            tagged = false)
    @Requires(Permission.REGISTERED_ASNS_READ)
    public Uni<LatencyReport> ofRegisteredAsn(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredAsnName,
            @BeanParam Asked asked) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName)
                .child(ResourceType.REGISTERED_ASNS, registeredAsnName);
        return answer(Subject.ofPartner(id, List.of(), holdings().of(id)), asked);
    }

    @GET
    @Path(PEERING + "/latency")
    @Documented(value = "Round trips between edge sites and all that is registered at a peering.", tagged = false)
    @Requires(Permission.PEERINGS_READ)
    public Uni<LatencyReport> ofPeering(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @BeanParam Asked asked) {
        ResourceId id = peering(subscriptionId, resourceGroupName, peeringName);
        return answer(
                Subject.ofPartner(
                        id,
                        holdings().within(id, "registeredPrefixes"),
                        holdings().within(id, "registeredAsns")),
                asked);
    }

    private static ResourceId service(Subscription subscription, String group, String name) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERING_SERVICES, name);
    }

    private static ResourceId peering(Subscription subscription, String group, String name) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERINGS, name);
    }

    private Holdings holdings() {
        if (!directory.complete()) {
            throw new ArmException(
                    ApiError.of(ErrorCode.SERVER_UNAVAILABLE, "The monitored prefixes are not known yet; try again."));
        }
        return Holdings.of(directory.monitored().values());
    }

    private Uni<LatencyReport> answer(Subject subject, Asked asked) {
        List<IpPrefix> shown = subject.shown();
        if (shown.isEmpty()) {
            throw new ArmException(ApiError.of(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "'" + subject.id().name() + "' was not found, or no prefix of it is monitored: a customer's is from"
                            + " when it has a key that is good, a registered one from its registration on."));
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return service.report(subject, ReportQuery.parse(asked.texts(), now, directory::site));
    }
}
