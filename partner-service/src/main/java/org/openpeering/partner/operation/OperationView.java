/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.openpeering.contract.arm.ResourceType;

/** An operation (contract section B.1); none is on data. */
@RegisterForReflection
public record OperationView(String name, DisplayView display, boolean isDataAction) {

    static OperationView of(String name, String resource, String operation, String description) {
        return new OperationView(
                ResourceType.NAMESPACE + "/" + name,
                new DisplayView(ResourceType.NAMESPACE, resource, operation, description),
                false);
    }

    /** For people. */
    @RegisterForReflection
    public record DisplayView(String provider, String resource, String operation, String description) {}
}
