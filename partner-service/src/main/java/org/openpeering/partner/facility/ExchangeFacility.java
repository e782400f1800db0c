/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * An exchange at a metro where the cloud is present.
 *
 * @param metro the metro's key
 * @param peeringDBFacilityId PeeringDB's ix id
 * @param prefixV4 the peering LAN, null when it is not known
 * @param ports the cloud's, at least one
 * @param imported from PeeringDB
 * @param gone PeeringDB has it, or the cloud's ports, no more: not offered, but connections that are there stay
 */
public record ExchangeFacility(
        String metro,
        long peeringDBFacilityId,
        long revision,
        String exchangeName,
        @Nullable IpPrefix prefixV4,
        @Nullable IpPrefix prefixV6,
        List<Port> ports,
        boolean imported,
        boolean gone)
        implements Facility {
    public ExchangeFacility {
        ports = List.copyOf(ports);
    }

    /** A port of the cloud with at least one address. */
    @RegisterForReflection
    public record Port(
            long bandwidthInMbps,
            @Nullable IpAddress microsoftIPv4Address,
            @Nullable IpAddress microsoftIPv6Address) {}

    public String link() {
        return "https://www.peeringdb.com/ix/" + peeringDBFacilityId;
    }
}
