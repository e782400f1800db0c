/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code metro}.
 *
 * @param country ISO 3166-1 alpha-2
 * @param azureRegion what clients use as location of a peering there
 */
public record MetroEntity(
        String name,
        long revision,
        String country,
        @Nullable String azureRegion,
        GeoPoint place) implements Entry<MetroEntity> {

    /** What other rows refer to it by: its name without case. */
    @Override
    public String key() {
        return key(name);
    }

    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public MetroEntity revised(long newRevision) {
        return new MetroEntity(name, newRevision, country, azureRegion, place);
    }

    @Override
    public MetroEntity replacing(MetroEntity held) {
        return new MetroEntity(held.name, held.revision, country, azureRegion, place);
    }
}
