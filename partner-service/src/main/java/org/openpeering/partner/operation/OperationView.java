/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceType;

/**
 * An operation (contract section B.1); none is on data.
 *
 * @param properties of those that read the definitions of metrics
 */
@RegisterForReflection
public record OperationView(
        String name,
        DisplayView display,
        boolean isDataAction,
        @Nullable PropertiesView properties) {

    static OperationView of(String name, String resource, String operation, String description) {
        return new OperationView(
                ResourceType.NAMESPACE + "/" + name,
                new DisplayView(ResourceType.NAMESPACE, resource, operation, description),
                false,
                null);
    }

    OperationView with(List<MetricSpecificationView> metrics) {
        return new OperationView(
                name, display, isDataAction, new PropertiesView(new ServiceSpecificationView(metrics)));
    }

    @RegisterForReflection
    public record PropertiesView(ServiceSpecificationView serviceSpecification) {}

    /** What there is to be measured. */
    @RegisterForReflection
    public record ServiceSpecificationView(List<MetricSpecificationView> metricSpecifications) {}

    /** For people. */
    @RegisterForReflection
    public record DisplayView(String provider, String resource, String operation, String description) {}
}
