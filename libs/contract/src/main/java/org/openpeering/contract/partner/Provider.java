/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import java.util.List;
import java.util.Locale;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.Asn;

/**
 * A service provider of the catalogue.
 *
 * @param name what customers choose, compared without case
 * @param asns the numbers of its peerings
 * @param peeringLocations the metros it serves, compared without case
 */
public record Provider(String name, long revision, List<Asn> asns, List<String> peeringLocations)
        implements Revisioned {
    public Provider {
        asns = List.copyOf(asns);
        peeringLocations = List.copyOf(peeringLocations);
    }

    @Override
    public String key() {
        return key(name);
    }

    /** What the provider is found by that somebody calls so: its name without case. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public boolean serves(String metro) {
        return peeringLocations.stream().anyMatch(metro::equalsIgnoreCase);
    }
}
