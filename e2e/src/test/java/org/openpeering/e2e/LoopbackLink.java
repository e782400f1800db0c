/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A connection between processes of this machine: a subnet of four addresses of 127.0.0.0/24.
 *
 * @param subnet the last octet of the subnet
 */
record LoopbackLink(int subnet) {
    String peer() {
        return "127.0.0." + (subnet + 1);
    }

    String cloud() {
        return "127.0.0." + (subnet + 2);
    }

    /** The connection in a peering's request. */
    String json() {
        return """
            {"connectionIdentifier": "%s", "bandwidthInMbps": 10000, "sessionAddressProvider": "Peer",
             "useForPeeringService": true,
             "bgpSession": {"sessionPrefixV4": "127.0.0.%d/30", "peerSessionIPv4Address": "%s",
               "microsoftSessionIPv4Address": "%s", "maxPrefixesAdvertisedV4": 1000}}""".formatted(identifier(), subnet, peer(), cloud());
    }

    private UUID identifier() {
        return UUID.nameUUIDFromBytes(("loopback link " + subnet).getBytes(StandardCharsets.US_ASCII));
    }
}
