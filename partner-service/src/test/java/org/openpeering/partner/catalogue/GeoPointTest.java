/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoPointTest {
    private static final double HALF_WAY_AROUND = 20_015.2;

    @ParameterizedTest
    @CsvSource({
        "50.11,8.68,52.37,4.9,364",
        "51.5074,-0.1278,40.7128,-74.006,5570",
        "35.6762,139.6503,34.6937,135.5023,392.4",
        "-33.8688,151.2093,-36.8485,174.7633,2156",
        "0,0,0,180,20015",
        "90,0,-90,0,20015",
        "0,179.5,0,-179.5,111.2",
    })
    void knownDistancesAreMet(double lat1, double lon1, double lat2, double lon2, double kilometres) {
        assertThat(new GeoPoint(lat1, lon1).kilometresTo(new GeoPoint(lat2, lon2)))
                .isCloseTo(kilometres, within(kilometres * 0.005));
    }

    @Property
    void aDistanceIsTheSameBothWaysAndNoLongerThanHalfWayAround(
            @ForAll @DoubleRange(min = -90, max = 90) double lat1,
            @ForAll @DoubleRange(min = -180, max = 180) double lon1,
            @ForAll @DoubleRange(min = -90, max = 90) double lat2,
            @ForAll @DoubleRange(min = -180, max = 180) double lon2) {
        GeoPoint a = new GeoPoint(lat1, lon1);
        GeoPoint b = new GeoPoint(lat2, lon2);

        assertThat(a.kilometresTo(b)).isCloseTo(b.kilometresTo(a), within(1e-6)).isBetween(0.0, HALF_WAY_AROUND);
        assertThat(a.kilometresTo(a)).isZero();
    }

    @Property
    void noDetourIsShorter(
            @ForAll @DoubleRange(min = -90, max = 90) double lat1,
            @ForAll @DoubleRange(min = -180, max = 180) double lon1,
            @ForAll @DoubleRange(min = -90, max = 90) double lat2,
            @ForAll @DoubleRange(min = -180, max = 180) double lon2,
            @ForAll @DoubleRange(min = -90, max = 90) double lat3,
            @ForAll @DoubleRange(min = -180, max = 180) double lon3) {
        GeoPoint a = new GeoPoint(lat1, lon1);
        GeoPoint b = new GeoPoint(lat2, lon2);
        GeoPoint c = new GeoPoint(lat3, lon3);

        assertThat(a.kilometresTo(c)).isLessThanOrEqualTo(a.kilometresTo(b) + b.kilometresTo(c) + 1e-3);
    }
}
