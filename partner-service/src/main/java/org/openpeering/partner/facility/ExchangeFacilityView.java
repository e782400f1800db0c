/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;

/** An exchange as the operator reads it. */
@RegisterForReflection
public record ExchangeFacilityView(
        long peeringDBFacilityId,
        String exchangeName,
        @Nullable IpPrefix facilityIPv4Prefix,
        @Nullable IpPrefix facilityIPv6Prefix,
        List<ExchangeFacility.Port> ports,
        boolean imported,
        boolean gone) {

    static ExchangeFacilityView of(ExchangeFacility exchange) {
        return new ExchangeFacilityView(
                exchange.peeringDBFacilityId(),
                exchange.exchangeName(),
                exchange.prefixV4(),
                exchange.prefixV6(),
                exchange.ports(),
                exchange.imported(),
                exchange.gone());
    }
}
