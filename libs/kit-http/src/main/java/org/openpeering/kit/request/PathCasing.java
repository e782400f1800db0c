/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Routes without regard to case (contract section G.3): the fixed segments of a path get their canonical spelling before
 * a resource method is chosen; names keep the caller's, byte for byte.
 */
final class PathCasing {
    private static final Map<String, String> FIXED = List.of(
                    "subscriptions",
                    "resourceGroups",
                    "providers",
                    "Microsoft.Peering",
                    "operations",
                    "peerAsns",
                    "peerings",
                    "registeredAsns",
                    "registeredPrefixes",
                    "connections",
                    "requestRemoval",
                    "requestSessionChange",
                    "withdrawRequest",
                    "redundancy",
                    "checklist",
                    "receivedRoutes",
                    "statistics",
                    "rpUnbilledPrefixes",
                    "legacyPeerings",
                    "peeringLocations",
                    "peeringServiceProviders",
                    "peeringServiceLocations",
                    "peeringServiceCountries",
                    "peeringServices",
                    "prefixes",
                    "connectionMonitorTests",
                    "Microsoft.Insights",
                    "metrics",
                    "metricDefinitions",
                    "metricNamespaces",
                    "cdnPeeringPrefixes",
                    "checkServiceProviderAvailability",
                    "lookingGlass",
                    "initializeConnectionMonitor",
                    "validate",
                    "validatePrefix",
                    "rotateKey",
                    "revokeKey",
                    "changeLocations",
                    "cancelLocationChange",
                    "cancelPrefixChange",
                    "changePrefix",
                    "transfer",
                    "completeTransfer",
                    "cancelTransfer",
                    "validation",
                    "events",
                    "stream",
                    "routes",
                    "routingPolicy",
                    "routingReport",
                    "probeTargets",
                    "history",
                    "latency",
                    "suggestions",
                    "acceptSuggestions")
            .stream()
            .collect(Collectors.toUnmodifiableMap(segment -> segment.toLowerCase(Locale.ROOT), Function.identity()));

    private static final Set<String> ACTED_ON = Set.of("events", "routes", "routingPolicy", "probeTargets");

    private PathCasing() {}

    /** A fixed segment and a name take turns, but for the namespace, which stands where a name would. */
    static String canonical(String path) {
        String[] segments = path.split("/", -1);
        boolean arm = segments.length > 1
                && (segments[1].equalsIgnoreCase("subscriptions") || segments[1].equalsIgnoreCase("providers"));
        if (!arm) {
            return path;
        }
        // "", then pairs of fixed word and name; the last may be a fixed word alone or an action.
        for (int i = 1; i < segments.length; i++) {
            boolean name = i % 2 == 0 && !segments[i - 1].equals("providers") && !action(segments, i);
            if (!name) {
                segments[i] = FIXED.getOrDefault(segments[i].toLowerCase(Locale.ROOT), segments[i]);
            }
        }
        return String.join("/", Arrays.asList(segments));
    }

    /** {@code events/stream}, {@code routingPolicy/history}: an action under a fixed word. */
    private static boolean action(String[] segments, int i) {
        return ACTED_ON.contains(segments[i - 1]) && i == segments.length - 1;
    }
}
