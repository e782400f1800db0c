/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/**
 * An exchange as the operator writes it.
 *
 * @param facilityIPv4Prefix the peering LAN
 * @param ports the cloud's
 */
@RegisterForReflection
public record ExchangeFacilitySpec(
        @Required @Nullable String exchangeName,
        @Nullable String facilityIPv4Prefix,
        @Nullable String facilityIPv6Prefix,
        @Nullable List<@Nullable PortSpec> ports) {

    /** A port of the cloud; one of the addresses may be absent. */
    @RegisterForReflection
    public record PortSpec(
            @Nullable Long bandwidthInMbps,
            @Nullable String microsoftIPv4Address,
            @Nullable String microsoftIPv6Address) {}
}
