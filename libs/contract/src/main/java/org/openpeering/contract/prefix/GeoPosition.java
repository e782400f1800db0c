/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

/**
 * A position on earth, known as well as it is.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param accuracyKm how far it may be from there, in kilometres
 */
public record GeoPosition(double latitude, double longitude, double accuracyKm) {
    /** Mean radius (IUGG), in kilometres. */
    private static final double EARTH_RADIUS = 6371.0088;

    /** How far a signal comes in a fibre, in kilometres a millisecond: two thirds of the speed of light. */
    private static final double KILOMETRES_A_MILLISECOND = 200;

    /** The great-circle distance in kilometres on a sphere; within 0.6 % of the ellipsoid's. Accuracies do not count. */
    public double kilometresTo(GeoPosition other) {
        double from = Math.toRadians(latitude);
        double to = Math.toRadians(other.latitude);
        double byLatitude = Math.sin((to - from) / 2);
        double byLongitude = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double h = byLatitude * byLatitude + Math.cos(from) * Math.cos(to) * byLongitude * byLongitude;
        return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, h)));
    }

    /** The least that light in a fibre takes there and back, in milliseconds, as near as both may be. */
    public double roundTrip(GeoPosition other) {
        return 2 * Math.max(0, kilometresTo(other) - accuracyKm - other.accuracyKm) / KILOMETRES_A_MILLISECOND;
    }

    /** What the accuracy of both is worth, there and back, in milliseconds. */
    public double doubt(GeoPosition other) {
        return 2 * (accuracyKm + other.accuracyKm) / KILOMETRES_A_MILLISECOND;
    }
}
