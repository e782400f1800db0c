/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/**
 * A metro as the operator writes it.
 *
 * @param country ISO 3166-1 alpha-2
 * @param azureRegion what clients use as location of a peering there
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
@RegisterForReflection
public record MetroSpec(
        @Required @Nullable String country,
        @Nullable String azureRegion,
        @Required @Nullable Double latitude,
        @Required @Nullable Double longitude) {}
