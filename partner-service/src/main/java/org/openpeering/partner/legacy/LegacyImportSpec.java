/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.peering.PeeringSpec;

/** The body of an import: peerings as {@code legacyPeerings} lists them, the partner by its bare AS number. */
@RegisterForReflection
public record LegacyImportSpec(@Nullable List<@Nullable LegacySpec> value) {

    /** One of them. */
    @RegisterForReflection
    public record LegacySpec(
            @Nullable String name,
            PeeringSpec.@Nullable SkuSpec sku,
            @Nullable PeeringKind kind,
            @Nullable String location,
            PeeringSpec.@Nullable PropertiesSpec properties) {
        PeeringSpec peering() {
            return new PeeringSpec(sku, kind, location, null, properties);
        }
    }
}
