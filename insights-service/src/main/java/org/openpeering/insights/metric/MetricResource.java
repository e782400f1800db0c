/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.metric.Metric;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.insights.directory.Parents;
import org.openpeering.insights.directory.PeeringPath;
import org.openpeering.insights.directory.PeeringServicePath;
import org.openpeering.insights.metric.MetricQuery.Asked;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/**
 * Azure Monitor's metrics of peerings and peering services. Every parameter is read as text: {@link MetricQuery} words the
 * refusals. Who reads the resource is authorized for it as for the resource itself.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class MetricResource {
    private static final String METRICS = "/providers/Microsoft.Insights/metrics";
    private static final String DEFINITIONS = "/providers/Microsoft.Insights/metricDefinitions";
    private static final String NAMESPACES = "/providers/Microsoft.Insights/metricNamespaces";

    private final MetricService service;
    private final Parents parents;
    private final Clock clock = Clock.systemUTC();

    MetricResource(MetricService service, Parents parents) {
        this.service = service;
        this.parents = parents;
    }

    @GET
    @Path(PeeringPath.TEMPLATE + METRICS)
    @Documented(
            value = "What was measured of a peering, as Azure Monitor's metrics.",
            answer = MetricsView.class,
            tagged = false)
    @Requires(Permission.PEERING_METRICS_READ)
    public Uni<MetricsView> ofPeering(@BeanParam PeeringPath path, @BeanParam MetricParameters parameters) {
        return read(parents.peering(path.id()), parameters.asked());
    }

    @GET
    @Path(PeeringServicePath.TEMPLATE + METRICS)
    @Documented(
            value = "What was measured of a peering service, as Azure Monitor's metrics.",
            answer = MetricsView.class,
            tagged = false)
    @Requires(Permission.PEERING_SERVICE_METRICS_READ)
    public Uni<MetricsView> ofService(
            @BeanParam PeeringServicePath path, @BeanParam MetricParameters parameters, @Context HttpHeaders headers) {
        return read(service(path, headers), parameters.asked());
    }

    private Uni<MetricsView> read(Uni<ResourceId> resource, Asked asked) {
        return resource.chain(id -> service.read(id, MetricQuery.parse(id.type(), asked, clock.instant())));
    }

    @GET
    @Path(PeeringPath.TEMPLATE + DEFINITIONS)
    @Documented("The metrics that a peering has.")
    @Requires(Permission.PEERING_METRIC_DEFINITIONS_READ)
    public Uni<Page<MetricDefinitionView>> definitionsOfPeering(
            @BeanParam PeeringPath path, @RestQuery @ReadAs(String.class) @Nullable String metricnamespace) {
        return definitions(parents.peering(path.id()), metricnamespace);
    }

    @GET
    @Path(PeeringServicePath.TEMPLATE + DEFINITIONS)
    @Documented("The metrics that a peering service has.")
    @Requires(Permission.PEERING_SERVICE_METRIC_DEFINITIONS_READ)
    public Uni<Page<MetricDefinitionView>> definitionsOfService(
            @BeanParam PeeringServicePath path,
            @RestQuery @ReadAs(String.class) @Nullable String metricnamespace,
            @Context HttpHeaders headers) {
        return definitions(service(path, headers), metricnamespace);
    }

    private static Uni<Page<MetricDefinitionView>> definitions(Uni<ResourceId> resource, @Nullable String namespace) {
        return resource.invoke(id -> MetricQuery.requireNamespace(id.type(), namespace))
                .map(id -> new Page<>(
                        Metric.of(id.type()).stream()
                                .map(metric -> MetricDefinitionView.of(id, metric))
                                .toList(),
                        null));
    }

    @GET
    @Path(PeeringPath.TEMPLATE + NAMESPACES)
    @Documented("The namespace of a peering's metrics.")
    @Requires(Permission.PEERING_METRIC_DEFINITIONS_READ)
    public Uni<Page<MetricNamespaceView>> namespacesOfPeering(@BeanParam PeeringPath path) {
        return parents.peering(path.id()).map(MetricResource::namespaces);
    }

    @GET
    @Path(PeeringServicePath.TEMPLATE + NAMESPACES)
    @Documented("The namespace of a peering service's metrics.")
    @Requires(Permission.PEERING_SERVICE_METRIC_DEFINITIONS_READ)
    public Uni<Page<MetricNamespaceView>> namespacesOfService(
            @BeanParam PeeringServicePath path, @Context HttpHeaders headers) {
        return service(path, headers).map(MetricResource::namespaces);
    }

    private Uni<ResourceId> service(PeeringServicePath path, HttpHeaders headers) {
        return parents.service(path.id(), headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                .map(PeeringService::id);
    }

    private static Page<MetricNamespaceView> namespaces(ResourceId resource) {
        return new Page<>(List.of(MetricNamespaceView.of(resource)), null);
    }
}
