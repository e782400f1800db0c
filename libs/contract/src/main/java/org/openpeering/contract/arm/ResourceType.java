/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The resource types of the namespace that have names; the collection segment is the last part of the type. */
public enum ResourceType {
    PEER_ASNS("peerAsns"),
    PEERINGS("peerings"),
    REGISTERED_ASNS("peerings/registeredAsns"),
    REGISTERED_PREFIXES("peerings/registeredPrefixes"),
    PEERING_SERVICES("peeringServices"),
    PREFIXES("peeringServices/prefixes"),
    CONNECTION_MONITOR_TESTS("peeringServices/connectionMonitorTests"),
    PEERING_LOCATIONS("peeringLocations"),
    PEERING_SERVICE_PROVIDERS("peeringServiceProviders"),
    PEERING_SERVICE_LOCATIONS("peeringServiceLocations"),
    PEERING_SERVICE_COUNTRIES("peeringServiceCountries"),
    CDN_PEERING_PREFIXES("cdnPeeringPrefixes"),
    /** Ours: Azure has none. */
    WEBHOOKS("webhooks");

    public static final String NAMESPACE = "Microsoft.Peering";

    private final String path;

    ResourceType(String path) {
        this.path = path;
    }

    /** {@code peerings/registeredPrefixes}. */
    public String path() {
        return path;
    }

    /** {@code Microsoft.Peering/peerings/registeredPrefixes}, the {@code type} member of answers. */
    public String qualified() {
        return NAMESPACE + "/" + path;
    }

    static Optional<ResourceType> of(String path) {
        String wanted = path.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.path.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
