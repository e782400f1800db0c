/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.openpeering.contract.partner.DirectPeeringType;

/** A facility as the operator reads it. */
@RegisterForReflection
public record DirectFacilityView(
        long peeringDBFacilityId,
        String address,
        List<DirectPeeringType> directPeeringTypes,
        boolean imported,
        boolean gone) {

    static DirectFacilityView of(DirectFacility facility) {
        return new DirectFacilityView(
                facility.peeringDBFacilityId(),
                facility.address(),
                facility.directPeeringTypes(),
                facility.imported(),
                facility.gone());
    }
}
