/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.synthetic.Peer;

/**
 * A connection between a partner and an edge router, with a BGP session per family between addresses that are set aside
 * for documentation (RFC 5737, RFC 3849).
 *
 * @param number 0 to 63; decides about the addresses, so no two links of a network share one
 * @param facility where it ends, one of the catalogue; null: not said
 */
public record Link(int number, @Nullable Integer facility) {
    /** A link that does not say where it ends. */
    public Link(int number) {
        this(number, null);
    }

    public Link {
        if (number < 0 || number > 63) {
            throw new IllegalArgumentException("There are only 64 subnets of four addresses for links");
        }
    }

    /** The connection's GUID: always the same for the same number. */
    public String identifier() {
        byte[] name = ("openpeering link " + number).getBytes(StandardCharsets.US_ASCII);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    public String peerV4() {
        return "192.0.2." + (4 * number + 1);
    }

    public String peerV6() {
        return subnetV6() + "::1";
    }

    /** The IPv4 session as the router sees it. */
    public Peer sessionV4(long asn) {
        return Peer.of(peerV4(), asn, peerV4(), cloudV4());
    }

    /** The IPv6 session as the router sees it. */
    public Peer sessionV6(long asn) {
        return Peer.of(peerV6(), asn, peerV4(), cloudV6());
    }

    private String cloudV4() {
        return "192.0.2." + (4 * number + 2);
    }

    private String cloudV6() {
        return subnetV6() + "::2";
    }

    private String subnetV6() {
        return "2001:db8:ffff:" + Integer.toHexString(number + 1);
    }

    /** The connection in a peering's request. */
    public String json() {
        return """
            {"connectionIdentifier": "%s", "bandwidthInMbps": 10000, "sessionAddressProvider": "Peer",
             "useForPeeringService": true, %s
             "bgpSession": {
               "sessionPrefixV4": "192.0.2.%d/30", "peerSessionIPv4Address": "%s",
               "microsoftSessionIPv4Address": "%s", "maxPrefixesAdvertisedV4": 1000,
               "sessionPrefixV6": "%s::/64", "peerSessionIPv6Address": "%s",
               "microsoftSessionIPv6Address": "%s", "maxPrefixesAdvertisedV6": 1000}}""".formatted(
                        identifier(),
                        facility == null ? "" : "\"peeringDBFacilityId\": " + facility + ",",
                        4 * number,
                        peerV4(),
                        cloudV4(),
                        subnetV6(),
                        peerV6(),
                        cloudV6());
    }
}
