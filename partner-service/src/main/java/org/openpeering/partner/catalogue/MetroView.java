/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** A metro as the operator reads it. */
@RegisterForReflection
public record MetroView(
        String name, String country, @Nullable String azureRegion, double latitude, double longitude) {

    static MetroView of(MetroEntity metro) {
        return new MetroView(
                metro.name(),
                metro.country(),
                metro.azureRegion(),
                metro.place().latitude(),
                metro.place().longitude());
    }
}
