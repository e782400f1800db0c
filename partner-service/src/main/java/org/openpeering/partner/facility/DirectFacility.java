/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import java.util.List;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.partner.catalogue.Entry;
import org.openpeering.partner.catalogue.MetroEntity;

/**
 * A building at a metro where direct peerings connect; a row of {@code direct_facility}.
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
        implements Entry<DirectFacility> {
    public DirectFacility {
        directPeeringTypes = List.copyOf(directPeeringTypes);
    }

    @Override
    public String key() {
        return key(metro, Long.toString(peeringDBFacilityId));
    }

    static String key(String metro, String peeringDBFacilityId) {
        return MetroEntity.key(metro) + "/" + peeringDBFacilityId;
    }

    public String link() {
        return "https://www.peeringdb.com/fac/" + peeringDBFacilityId;
    }

    @Override
    public DirectFacility revised(long newRevision) {
        return new DirectFacility(metro, peeringDBFacilityId, newRevision, address, directPeeringTypes, imported, gone);
    }

    /** What the operator writes is offered, if need be again. */
    @Override
    public DirectFacility replacing(DirectFacility held) {
        return new DirectFacility(
                metro, peeringDBFacilityId, held.revision, address, directPeeringTypes, held.imported, false);
    }
}
