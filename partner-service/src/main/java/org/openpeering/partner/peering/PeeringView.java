/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.connection.ConnectionView;

/** A peering as ARM shows it (contract section B.1). */
@RegisterForReflection
public record PeeringView(
        String name,
        ResourceId id,
        String type,
        SkuView sku,
        PeeringKind kind,
        String location,
        @Nullable Map<String, String> tags,
        PropertiesView properties) {

    static PeeringView of(PeeringEntity peering) {
        boolean direct = peering.kind() == PeeringKind.DIRECT;
        List<ConnectionView> connections = peering.connections().stream()
                .map(connection -> ConnectionView.of(connection, peering.kind()))
                .toList();
        SubResourceView peerAsn = new SubResourceView(peering.peerAsn());
        Sku sku = peering.sku();
        return new PeeringView(
                peering.id().name(),
                peering.id(),
                peering.id().type().qualified(),
                new SkuView(sku.wire(), sku.tier(), sku.family(), sku.size()),
                peering.kind(),
                peering.location(),
                peering.tags().isEmpty() ? null : peering.tags(),
                new PropertiesView(
                        direct
                                ? new DirectView(connections, peering.useForPeeringService(), peerAsn, peering.type())
                                : null,
                        direct ? null : new ExchangeView(connections, peerAsn),
                        peering.metro(),
                        ProvisioningState.SUCCEEDED));
    }

    /** The SKU and what its name says. */
    @RegisterForReflection
    public record SkuView(String name, String tier, PeeringKind family, String size) {}

    /** The properties. */
    @RegisterForReflection
    public record PropertiesView(
            @Nullable DirectView direct,
            @Nullable ExchangeView exchange,
            String peeringLocation,
            ProvisioningState provisioningState) {}

    /** What a direct peering has. */
    @RegisterForReflection
    public record DirectView(
            List<ConnectionView> connections,
            boolean useForPeeringService,
            SubResourceView peerAsn,
            DirectPeeringType directPeeringType) {}

    /** What an exchange peering has. */
    @RegisterForReflection
    public record ExchangeView(List<ConnectionView> connections, SubResourceView peerAsn) {}

    /** A reference. */
    @RegisterForReflection
    public record SubResourceView(ResourceId id) {}
}
