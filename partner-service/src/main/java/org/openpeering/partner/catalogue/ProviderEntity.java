/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import java.util.List;
import java.util.Locale;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;

/**
 * A row of {@code provider} with its locations.
 *
 * @param peeringLocations in the catalogue's spelling
 */
public record ProviderEntity(String name, long revision, List<Asn> asns, List<String> peeringLocations) {
    public ProviderEntity {
        asns = List.copyOf(asns);
        peeringLocations = List.copyOf(peeringLocations);
    }

    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** What other services know of it. */
    public Provider published() {
        return new Provider(name, revision, asns, peeringLocations);
    }

    ProviderEntity revised(long newRevision) {
        return new ProviderEntity(name, newRevision, asns, peeringLocations);
    }
}
