/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.partner.catalogue.Entry;
import org.openpeering.partner.catalogue.GeoPoint;

/**
 * A row of {@code service_location}.
 *
 * @param country its English name, by which customers choose
 * @param state or province
 */
public record ServiceLocationEntity(
        String name,
        long revision,
        String country,
        String state,
        @Nullable String azureRegion,
        GeoPoint place) implements Entry<ServiceLocationEntity> {
    @Override
    public String key() {
        return key(name);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public ServiceLocationEntity revised(long newRevision) {
        return new ServiceLocationEntity(name, newRevision, country, state, azureRegion, place);
    }

    @Override
    public ServiceLocationEntity replacing(ServiceLocationEntity held) {
        return new ServiceLocationEntity(held.name, held.revision, country, state, azureRegion, place);
    }
}
