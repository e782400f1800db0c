/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.event.Revisioned;

/**
 * Where on earth something of the catalogue is.
 *
 * @param name as the catalogue spells it, compared without case
 * @param country of a metro its code (ISO 3166-1 alpha-2), of a service location its name
 * @param state of a service location, by which customers may choose it, too; of a metro empty
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
public record Place(
        Kind kind, String name, long revision, String country, String state, double latitude, double longitude)
        implements Revisioned {
    public Place {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        state = state == null ? "" : state;
    }

    /** What it is. */
    public enum Kind implements WireEnum {
        /** Where edge routers stand and partners peer. */
        METRO,
        /** Where customers are. */
        SERVICE_LOCATION
    }

    @Override
    public String key() {
        return key(kind, name);
    }

    /** Kind and name, without case. */
    public static String key(Kind kind, String name) {
        return kind.wire().toLowerCase(Locale.ROOT) + "|" + name.toLowerCase(Locale.ROOT);
    }
}
