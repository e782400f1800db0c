/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** A service location as the operator reads it. */
@RegisterForReflection
public record ServiceLocationView(
        String name, String country, String state, @Nullable String azureRegion, double latitude, double longitude) {

    static ServiceLocationView of(ServiceLocationEntity location) {
        return new ServiceLocationView(
                location.name(),
                location.country(),
                location.state(),
                location.azureRegion(),
                location.place().latitude(),
                location.place().longitude());
    }
}
