/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.openpeering.contract.metric.Grain;
import org.openpeering.contract.metric.Metric;

/** A metric for those who describe dashboards (contract section D.3); what was measured insights-service says. */
@RegisterForReflection
public record MetricSpecificationView(
        String name,
        String displayName,
        String displayDescription,
        String unit,
        String aggregationType,
        List<String> supportedTimeGrainTypes,
        List<MetricDimensionView> dimensions) {
    /** What its series are told apart by. */
    @RegisterForReflection
    public record MetricDimensionView(String name, String displayName) {}

    static MetricSpecificationView of(Metric metric) {
        return new MetricSpecificationView(
                metric.wire(),
                metric.title(),
                metric.description(),
                metric.unit().wire(),
                metric.primary().wire(),
                metric.grains().stream().map(Grain::name).toList(),
                metric.dimensions().stream()
                        .map(name -> new MetricDimensionView(name, name))
                        .toList());
    }
}
