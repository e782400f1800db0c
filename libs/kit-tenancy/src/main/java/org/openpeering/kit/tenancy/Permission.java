/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceType;

/**
 * The one table of permissions. Names are the ARM operation names (contract section A.1); what Azure has no name for
 * follows its style.
 */
public enum Permission {
    PEER_ASNS_READ("peerAsns/read", Role.READER),
    PEER_ASNS_WRITE("peerAsns/write", Role.CONTRIBUTOR),
    PEER_ASNS_DELETE("peerAsns/delete", Role.CONTRIBUTOR),
    PEERINGS_READ("peerings/read", Role.READER),
    PEERINGS_WRITE("peerings/write", Role.CONTRIBUTOR),
    PEERINGS_DELETE("peerings/delete", Role.CONTRIBUTOR),
    LEGACY_PEERINGS_READ("legacyPeerings/read", Role.READER),
    /** The list of operations; needs no subscription. */
    OPERATIONS_READ("operations/read", Role.CALLER),
    PEERING_LOCATIONS_READ("peeringLocations/read", Role.READER),
    PEERING_SERVICE_LOCATIONS_READ("peeringServiceLocations/read", Role.READER),
    PEERING_SERVICE_COUNTRIES_READ("peeringServiceCountries/read", Role.READER),
    CDN_PEERING_PREFIXES_READ("cdnPeeringPrefixes/read", Role.READER),
    CHECK_SERVICE_PROVIDER_AVAILABILITY("checkServiceProviderAvailability/action", Role.READER),
    PEERING_SERVICE_PROVIDERS_READ("peeringServiceProviders/read", Role.READER),
    REGISTERED_PREFIXES_READ("peerings/registeredPrefixes/read", Role.READER),
    REGISTERED_PREFIXES_WRITE("peerings/registeredPrefixes/write", Role.CONTRIBUTOR),
    REGISTERED_PREFIXES_DELETE("peerings/registeredPrefixes/delete", Role.CONTRIBUTOR),
    REGISTERED_PREFIXES_VALIDATE("peerings/registeredPrefixes/validate/action", Role.CONTRIBUTOR),
    REGISTERED_PREFIXES_ROTATE_KEY("peerings/registeredPrefixes/rotateKey/action", Role.CONTRIBUTOR),
    REGISTERED_PREFIXES_REVOKE_KEY("peerings/registeredPrefixes/revokeKey/action", Role.CONTRIBUTOR),
    REGISTERED_ASNS_READ("peerings/registeredAsns/read", Role.READER),
    REGISTERED_ASNS_WRITE("peerings/registeredAsns/write", Role.CONTRIBUTOR),
    REGISTERED_ASNS_DELETE("peerings/registeredAsns/delete", Role.CONTRIBUTOR),
    REGISTERED_ASNS_ROTATE_KEY("peerings/registeredAsns/rotateKey/action", Role.CONTRIBUTOR),
    REGISTERED_ASNS_REVOKE_KEY("peerings/registeredAsns/revokeKey/action", Role.CONTRIBUTOR),
    RECEIVED_ROUTES_READ("peerings/receivedRoutes/read", Role.READER),
    PEERING_STATISTICS_READ("peerings/statistics/read", Role.READER),
    LOOKING_GLASS("lookingGlass/action", Role.READER),
    RP_UNBILLED_PREFIXES_READ("peerings/rpUnbilledPrefixes/read", Role.READER),
    PEERING_SERVICES_READ("peeringServices/read", Role.READER),
    PEERING_SERVICES_WRITE("peeringServices/write", Role.CONTRIBUTOR),
    PEERING_SERVICES_DELETE("peeringServices/delete", Role.CONTRIBUTOR),
    PEERING_SERVICES_CHANGE_LOCATIONS("peeringServices/changeLocations/action", Role.CONTRIBUTOR),
    PEERING_SERVICES_VALIDATE_PREFIX("peeringServices/validatePrefix/action", Role.CONTRIBUTOR),
    PREFIXES_CHANGE("peeringServices/prefixes/changePrefix/action", Role.CONTRIBUTOR),
    PREFIXES_TRANSFER("peeringServices/prefixes/transfer/action", Role.CONTRIBUTOR),
    PREFIXES_READ("peeringServices/prefixes/read", Role.READER),
    PREFIXES_WRITE("peeringServices/prefixes/write", Role.CONTRIBUTOR),
    PREFIXES_DELETE("peeringServices/prefixes/delete", Role.CONTRIBUTOR),
    CONNECTION_MONITOR_TESTS_READ("peeringServices/connectionMonitorTests/read", Role.READER),
    CONNECTION_MONITOR_TESTS_WRITE("peeringServices/connectionMonitorTests/write", Role.CONTRIBUTOR),
    CONNECTION_MONITOR_TESTS_DELETE("peeringServices/connectionMonitorTests/delete", Role.CONTRIBUTOR),
    INITIALIZE_CONNECTION_MONITOR("initializeConnectionMonitor/action", Role.CONTRIBUTOR),
    PEERING_METRICS_READ("peerings/providers/Microsoft.Insights/metrics/read", Role.READER),
    PEERING_METRIC_DEFINITIONS_READ("peerings/providers/Microsoft.Insights/metricDefinitions/read", Role.READER),
    PEERING_SERVICE_METRICS_READ("peeringServices/providers/Microsoft.Insights/metrics/read", Role.READER),
    PEERING_SERVICE_METRIC_DEFINITIONS_READ(
            "peeringServices/providers/Microsoft.Insights/metricDefinitions/read", Role.READER),
    ROUTING_POLICY_READ("peeringServices/prefixes/routingPolicy/read", Role.READER),
    ROUTING_POLICY_WRITE("peeringServices/prefixes/routingPolicy/write", Role.CONTRIBUTOR),
    ROUTING_POLICY_DELETE("peeringServices/prefixes/routingPolicy/delete", Role.CONTRIBUTOR),
    ROUTING_POLICY_ACCEPT_SUGGESTIONS(
            "peeringServices/prefixes/routingPolicy/acceptSuggestions/action", Role.CONTRIBUTOR),
    PROBE_TARGETS_READ("peeringServices/prefixes/probeTargets/read", Role.READER),
    PROBE_TARGETS_WRITE("peeringServices/prefixes/probeTargets/write", Role.CONTRIBUTOR),
    PROBE_TARGETS_DELETE("peeringServices/prefixes/probeTargets/delete", Role.CONTRIBUTOR),
    ROUTING_REPORT_READ("routingReport/read", Role.READER),
    WEBHOOKS_READ("webhooks/read", Role.READER),
    WEBHOOKS_WRITE("webhooks/write", Role.CONTRIBUTOR),
    WEBHOOKS_DELETE("webhooks/delete", Role.CONTRIBUTOR),
    WEBHOOKS_TEST("webhooks/test/action", Role.CONTRIBUTOR),
    WEBHOOKS_ROTATE_SECRET("webhooks/rotateSecret/action", Role.CONTRIBUTOR),
    WEBHOOKS_RESEND("webhooks/deadLetters/resend/action", Role.CONTRIBUTOR),
    /** The operator's own work; no role in a subscription gives it. */
    OPERATE("operator/action", null),
    /** An agent's work; neither a role in a subscription gives it nor an operator's. */
    MEASURE("telemetry/action", null);

    private final String operation;
    private final @Nullable Role role;

    Permission(String operation, @Nullable Role role) {
        this.operation = operation;
        this.role = role;
    }

    /** {@code Microsoft.Peering/peerings/write}. */
    public String operation() {
        return ResourceType.NAMESPACE + "/" + operation;
    }

    /** Whether agents have it, and nobody else. */
    public boolean agents() {
        return this == MEASURE;
    }

    /** The least role in the subscription that has it; null: operators, or agents, only. */
    public @Nullable Role role() {
        return role;
    }
}
