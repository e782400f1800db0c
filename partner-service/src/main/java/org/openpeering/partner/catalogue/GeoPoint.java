/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A place on earth.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
@RegisterForReflection
public record GeoPoint(double latitude, double longitude) {
    /** Mean radius (IUGG), in kilometres. */
    private static final double EARTH_RADIUS = 6371.0088;

    /** The great-circle distance in kilometres on a sphere, by the haversine formula; within 0.6 % of the ellipsoid's. */
    public double kilometresTo(GeoPoint other) {
        double from = Math.toRadians(latitude);
        double to = Math.toRadians(other.latitude);
        double byLatitude = Math.sin((to - from) / 2);
        double byLongitude = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double h = byLatitude * byLatitude + Math.cos(from) * Math.cos(to) * byLongitude * byLongitude;
        return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, h)));
    }
}
