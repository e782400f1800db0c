/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import java.util.Collection;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.partner.catalogue.GeoPoint;

/** Whether a provider serves a location: one of its metros is within 1000 miles (contract section C.13). */
public enum Availability implements WireEnum {
    AVAILABLE,
    UNAVAILABLE;

    private static final double FARTHEST_KILOMETRES = 1609;

    /** @param customers where the customer may be; more than one when a state's name occurs in several countries */
    static Availability of(Collection<GeoPoint> customers, Collection<GeoPoint> metros) {
        boolean near = customers.stream()
                .anyMatch(customer ->
                        metros.stream().anyMatch(metro -> customer.kilometresTo(metro) <= FARTHEST_KILOMETRES));
        return near ? AVAILABLE : UNAVAILABLE;
    }
}
