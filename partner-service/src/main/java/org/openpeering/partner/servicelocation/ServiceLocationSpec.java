/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A service location as the operator writes it.
 *
 * @param country its English name
 * @param state or province
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
@RegisterForReflection
public record ServiceLocationSpec(
        @Nullable String country,
        @Nullable String state,
        @Nullable String azureRegion,
        @Nullable Double latitude,
        @Nullable Double longitude) {}
