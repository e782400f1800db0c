/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.connection.ConnectionSpec;

/** A peering as a caller writes it (contract section B.1); read-only members are ignored. */
@RegisterForReflection
public record PeeringSpec(
        @Nullable SkuSpec sku,
        @Nullable PeeringKind kind,
        @Nullable String location,
        @Nullable Map<String, @Nullable String> tags,
        @Nullable PropertiesSpec properties) {

    /** The SKU; what else it has follows from its name. */
    @RegisterForReflection
    public record SkuSpec(@Nullable String name) {}

    /** The properties. */
    @RegisterForReflection
    public record PropertiesSpec(
            @Nullable DirectSpec direct,
            @Nullable ExchangeSpec exchange,
            @Nullable String peeringLocation) {}

    /** What a direct peering has. */
    @RegisterForReflection
    public record DirectSpec(
            @Nullable List<@Nullable ConnectionSpec> connections,
            @Nullable SubResourceSpec peerAsn,
            @Nullable DirectPeeringType directPeeringType) {}

    /** What an exchange peering has. */
    @RegisterForReflection
    public record ExchangeSpec(
            @Nullable List<@Nullable ConnectionSpec> connections,
            @Nullable SubResourceSpec peerAsn) {}

    /** A reference. */
    @RegisterForReflection
    public record SubResourceSpec(@Nullable String id) {}
}
