/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.openpeering.contract.arm.ResourceId;

/** The one namespace that a resource has its metrics in. */
@RegisterForReflection
public record MetricNamespaceView(
        String id, String type, String name, String classification, NamespaceView properties) {
    /** Its name once more. */
    @RegisterForReflection
    public record NamespaceView(String metricNamespaceName) {}

    static MetricNamespaceView of(ResourceId resource) {
        String namespace = resource.type().qualified();
        return new MetricNamespaceView(
                resource + "/providers/microsoft.insights/metricNamespaces/" + namespace,
                "Microsoft.Insights/metricNamespaces",
                namespace,
                "Platform",
                new NamespaceView(namespace));
    }
}
