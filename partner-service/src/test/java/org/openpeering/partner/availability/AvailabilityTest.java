/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.partner.availability.Availability.AVAILABLE;
import static org.openpeering.partner.availability.Availability.UNAVAILABLE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.partner.catalogue.GeoPoint;

class AvailabilityTest {
    private static final double KILOMETRES_OF_A_DEGREE = 111.195;

    @Test
    void thousandMilesAreTheLimit() {
        assertThat(at(1608)).isEqualTo(AVAILABLE);
        assertThat(at(1610)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void theNearestMetroCountsAndAnyOfThePlacesThatMayBeMeant() {
        GeoPoint here = new GeoPoint(0, 0);
        GeoPoint far = new GeoPoint(0, 90);
        assertThat(Availability.of(List.of(here), List.of(far, here))).isEqualTo(AVAILABLE);
        assertThat(Availability.of(List.of(far, here), List.of(here))).isEqualTo(AVAILABLE);
        assertThat(Availability.of(List.of(far), List.of(here))).isEqualTo(UNAVAILABLE);
        assertThat(Availability.of(List.of(here), List.of())).isEqualTo(UNAVAILABLE);
    }

    private static Availability at(double kilometres) {
        return Availability.of(
                List.of(new GeoPoint(0, 0)), List.of(new GeoPoint(kilometres / KILOMETRES_OF_A_DEGREE, 0)));
    }
}
