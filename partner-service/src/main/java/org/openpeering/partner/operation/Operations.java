/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.metric.Metric;
import org.openpeering.kit.tenancy.Permission;

/** The 27 operations of the contract (section A.1), and after them the permissions that are ours. */
final class Operations {
    private static final List<OperationView> CONTRACT = List.of(
            OperationView.of(
                    "register/action",
                    "Peering Resource Provider",
                    "Registers the Peering Resource Provider",
                    "Registers the subscription for the Peering Resource Provider and enables the creation of peerings"),
            OperationView.of("peerAsns/write", "peerAsns", "Write PeerAsn", "Write any peerAsns"),
            OperationView.of("peerAsns/read", "peerAsns", "Read PeerAsn", "Read any peerAsns"),
            OperationView.of("peerAsns/delete", "peerAsns", "Delete PeerAsn", "Delete any peerAsns"),
            OperationView.of(
                    "peeringLocations/read", "peeringLocations", "Read PeeringLocation", "Read any peeringLocations"),
            OperationView.of("legacyPeerings/read", "legacyPeerings", "Read LegacyPeering", "Read any legacyPeerings"),
            OperationView.of("peerings/write", "peerings", "Write Peering", "Write any peerings"),
            OperationView.of("peerings/read", "peerings", "Read Peering", "Read any peerings"),
            OperationView.of("peerings/delete", "peerings", "Delete Peering", "Delete any peerings"),
            OperationView.of(
                    "peeringServiceLocations/read",
                    "peeringServiceLocations",
                    "Read PeeringServiceLocations",
                    "Read any peeringServiceLocations"),
            OperationView.of(
                    "peeringServiceProviders/read",
                    "peeringServiceProviders",
                    "Read PeeringServiceProviders",
                    "Read any peeringServiceProviders"),
            OperationView.of(
                    "peeringServices/read", "peeringServices", "Read PeeringServices", "Read any peeringServices"),
            OperationView.of(
                    "peeringServices/write", "peeringServices", "Write PeeringService", "Write any peeringServices"),
            OperationView.of(
                    "peeringServices/delete",
                    "peeringServices",
                    "Delete PeeringServices",
                    "Delete any peeringServices"),
            OperationView.of(
                    "peeringServices/prefixes/read", "prefixes", "Read PeeringServicePrefixes", "Read any prefixes"),
            OperationView.of(
                    "peeringServices/prefixes/write", "prefixes", "Write PeeringServicePrefixes", "Write any prefixes"),
            OperationView.of(
                    "peeringServices/prefixes/delete",
                    "prefixes",
                    "Delete PeeringServicePrefixes",
                    "Delete any prefixes"),
            OperationView.of(
                    "peerings/registeredPrefixes/read",
                    "registeredPrefixes",
                    "Read RegisteredPrefixes",
                    "Read any registeredPrefixes"),
            OperationView.of(
                    "peerings/registeredPrefixes/write",
                    "registeredPrefixes",
                    "Write RegisteredPrefixes",
                    "Write any registeredPrefixes"),
            OperationView.of(
                    "peerings/registeredPrefixes/delete",
                    "registeredPrefixes",
                    "Delete RegisteredPrefixes",
                    "Delete any registeredPrefixes"),
            OperationView.of(
                    "peerings/registeredAsns/read", "registeredAsns", "Read RegisteredAsns", "Read any registeredAsns"),
            OperationView.of(
                    "peerings/registeredAsns/write",
                    "registeredAsns",
                    "Write RegisteredAsns",
                    "Write any registeredAsns"),
            OperationView.of(
                    "peerings/registeredAsns/delete",
                    "registeredAsns",
                    "Delete RegisteredAsns",
                    "Delete any registeredAsns"),
            OperationView.of(
                    "peerings/receivedRoutes/read",
                    "receivedRoutes",
                    "Read PeeringReceivedRoutes",
                    "Read any receivedRoutes"),
            OperationView.of(
                    "peeringServices/connectionMonitorTests/read",
                    "connectionMonitorTests",
                    "Read Peering Service Connection Monitor Tests",
                    "Read any Peering Service Connection Monitor Tests"),
            OperationView.of(
                    "peeringServices/connectionMonitorTests/write",
                    "connectionMonitorTests",
                    "Write Peering Service Connection Monitor Tests",
                    "Write any connectionMonitorTests"),
            OperationView.of(
                    "peeringServices/connectionMonitorTests/delete",
                    "connectionMonitorTests",
                    "Delete Peering Service Connection Monitor Tests",
                    "Delete any Peering Service Connection Monitor Tests"));

    static final List<OperationView> ALL = all();

    private Operations() {}

    private static List<OperationView> all() {
        Set<String> known = CONTRACT.stream().map(OperationView::name).collect(Collectors.toSet());
        List<OperationView> all = new ArrayList<>(CONTRACT);
        Arrays.stream(Permission.values())
                .map(permission -> ours(permission.operation()))
                .filter(operation -> !known.contains(operation.name()))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** {@code Microsoft.Peering/lookingGlass/action}: "Invoke LookingGlass" on lookingGlass. */
    private static OperationView ours(String name) {
        String[] words = name.split("/", -1);
        String resource = words[words.length - 2];
        String action = words[words.length - 1];
        String verb = action.equals("action") ? "Invoke" : capital(action);
        String rest = name.substring(name.indexOf('/') + 1);
        OperationView view =
                OperationView.of(rest, resource, verb + " " + capital(resource), verb + " any " + resource);
        return rest.endsWith("/metricDefinitions/read") ? view.with(metrics(rest)) : view;
    }

    private static List<MetricSpecificationView> metrics(String operation) {
        ResourceType type = operation.startsWith(ResourceType.PEERING_SERVICES.path() + "/")
                ? ResourceType.PEERING_SERVICES
                : ResourceType.PEERINGS;
        return Metric.of(type).stream().map(MetricSpecificationView::of).toList();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
