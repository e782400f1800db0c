/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import java.util.List;
import org.openpeering.contract.partner.DirectPeeringType;

/**
 * A building at a metro where direct peerings connect.
 *
 * @param metro the metro's key
 * @param directPeeringTypes what is offered there
 * @param imported from PeeringDB
 * @param gone PeeringDB has it no more: not offered, but connections that are there stay
 */
public record DirectFacility(
        String metro,
        long peeringDBFacilityId,
        long revision,
        String address,
        List<DirectPeeringType> directPeeringTypes,
        boolean imported,
        boolean gone)
        implements Facility {
    public DirectFacility {
        directPeeringTypes = List.copyOf(directPeeringTypes);
    }

    public String link() {
        return "https://www.peeringdb.com/fac/" + peeringDBFacilityId;
    }
}
