/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.metric.Aggregation;
import org.openpeering.contract.metric.Grain;
import org.openpeering.contract.metric.Metric;

/** A metric that a resource has. */
@RegisterForReflection
public record MetricDefinitionView(
        String id,
        String resourceId,
        String namespace,
        NameView name,
        String displayDescription,
        String category,
        String unit,
        String primaryAggregationType,
        List<String> supportedAggregationTypes,
        List<AvailabilityView> metricAvailabilities,
        boolean isDimensionRequired,
        List<NameView> dimensions) {

    /**
     * An interval that there is.
     *
     * @param timeGrain ISO 8601
     * @param retention how long its points can be asked for
     */
    @RegisterForReflection
    public record AvailabilityView(String timeGrain, String retention) {
        static AvailabilityView of(Grain grain) {
            return new AvailabilityView(grain.name(), "P93D");
        }
    }

    static MetricDefinitionView of(ResourceId resource, Metric metric) {
        return new MetricDefinitionView(
                resource + "/providers/microsoft.insights/metricdefinitions/" + metric.wire(),
                resource.toString(),
                resource.type().qualified(),
                new NameView(metric.wire(), metric.title()),
                metric.description(),
                "Monitoring",
                metric.unit().wire(),
                metric.primary().wire(),
                Arrays.stream(Aggregation.values()).map(Aggregation::wire).toList(),
                metric.grains().stream().map(AvailabilityView::of).toList(),
                false,
                metric.dimensions().stream().map(NameView::of).toList());
    }
}
