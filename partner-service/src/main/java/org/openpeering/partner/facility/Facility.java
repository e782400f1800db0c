/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import org.openpeering.partner.catalogue.MetroEntity;

/** Where one can connect at a metro, as the rules of peerings and the import see it. */
public sealed interface Facility permits DirectFacility, ExchangeFacility {
    /** The metro's key. */
    String metro();

    long peeringDBFacilityId();

    /** From PeeringDB. */
    boolean imported();

    /** PeeringDB has it no more: not offered, but connections that are there stay. */
    boolean gone();

    default String key() {
        return MetroEntity.key(metro()) + "/" + peeringDBFacilityId();
    }
}
