/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

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
        @Required @Nullable String country,
        @Required @Nullable String state,
        @Nullable String azureRegion,
        @Required @Nullable Double latitude,
        @Required @Nullable Double longitude) {}
