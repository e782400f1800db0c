/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import java.util.List;
import java.util.Locale;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;
import org.openpeering.partner.catalogue.Entry;

/**
 * A row of {@code provider} with its locations.
 *
 * @param peeringLocations in the catalogue's spelling
 */
public record ProviderEntity(String name, long revision, List<Asn> asns, List<String> peeringLocations)
        implements Entry<ProviderEntity> {
    public ProviderEntity {
        asns = List.copyOf(asns);
        peeringLocations = List.copyOf(peeringLocations);
    }

    @Override
    public String key() {
        return key(name);
    }

    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** What other services know of it. */
    public Provider published() {
        return new Provider(name, revision, asns, peeringLocations);
    }

    @Override
    public ProviderEntity revised(long newRevision) {
        return new ProviderEntity(name, newRevision, asns, peeringLocations);
    }

    @Override
    public ProviderEntity replacing(ProviderEntity held) {
        return new ProviderEntity(held.name, held.revision, asns, peeringLocations);
    }
}
