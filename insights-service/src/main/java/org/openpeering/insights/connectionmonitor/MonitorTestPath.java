/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.insights.directory.PeeringServicePath;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Names;

/** The path of a test. */
public record MonitorTestPath(
        @RestPath Subscription subscriptionId,
        @RestPath String resourceGroupName,
        @RestPath String peeringServiceName,
        @RestPath String connectionMonitorTestName) {
    static final String ALL = PeeringServicePath.TEMPLATE + "/connectionMonitorTests";
    static final String ONE = ALL + "/{connectionMonitorTestName}";

    /** Names are indexed, and what is indexed has an end. */
    private static final int LONGEST = 200;

    ResourceId service() {
        return new PeeringServicePath(subscriptionId, resourceGroupName, peeringServiceName).id();
    }

    ResourceId id() {
        return service().child(ResourceType.CONNECTION_MONITOR_TESTS, connectionMonitorTestName);
    }

    /** The name of one that may be made: held to the pattern where the api-version has one (contract section 0). */
    String checkedName(ApiVersion version) {
        if (version.compareTo(ApiVersion.V2025_05_01) >= 0) {
            return Names.resource("connectionMonitorTestName", connectionMonitorTestName);
        }
        if (connectionMonitorTestName.isBlank() || connectionMonitorTestName.length() > LONGEST) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_RESOURCE_NAME,
                    "connectionMonitorTestName",
                    "The name must have 1 to " + LONGEST + " characters."));
        }
        return connectionMonitorTestName;
    }
}
