/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.Facility;

/** What an import would change, and what it can't place. */
record ImportPlan(
        List<Step<DirectFacility>> facilities, List<Step<ExchangeFacility>> exchanges, List<Unmatched> unmatched) {
    ImportPlan {
        facilities = List.copyOf(facilities);
        exchanges = List.copyOf(exchanges);
        unmatched = List.copyOf(unmatched);
    }

    /**
     * One entry of the catalogue.
     *
     * @param before null when it is new
     */
    record Step<E extends Facility>(@Nullable E before, E after) {}

    /** A facility or exchange at no known metro. */
    record Unmatched(Section section, Dump.Site site) {}
}
