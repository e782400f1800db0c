/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.ProbeProtocol;
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

    /** As the newest version shows it. */
    public static PeeringView of(Peering peering) {
        return of(peering, ApiVersion.V2025_05_01, List.of());
    }

    /** A peering from before the portal; its partner is named by the bare AS number. */
    public static PeeringView ofLegacy(Peering peering, ApiVersion version) {
        return of(peering, peering.asn().toString(), version, List.of());
    }

    /** @param probeSources from where connectivity probes come */
    public static PeeringView of(Peering peering, ApiVersion version, List<IpPrefix> probeSources) {
        return of(peering, peering.peerAsn().toString(), version, probeSources);
    }

    private static PeeringView of(Peering peering, String partner, ApiVersion version, List<IpPrefix> probeSources) {
        boolean direct = peering.kind() == PeeringKind.DIRECT;
        List<ConnectionView> connections = peering.connections().stream()
                .map(connection -> ConnectionView.of(connection, peering.kind(), version))
                .toList();
        SubResourceView peerAsn = new SubResourceView(partner);
        Sku sku = peering.sku();
        return new PeeringView(
                peering.id().name(),
                peering.id(),
                peering.id().type().qualified(),
                new SkuView(sku, sku.tier(), sku.family(), sku.size()),
                peering.kind(),
                peering.location(),
                peering.tags().isEmpty() ? null : peering.tags(),
                new PropertiesView(
                        direct
                                ? new DirectView(
                                        connections,
                                        peering.useForPeeringService(),
                                        peerAsn,
                                        peering.type().shownIn(version))
                                : null,
                        direct ? null : new ExchangeView(connections, peerAsn),
                        probes(peering, version, probeSources),
                        peering.metro(),
                        ProvisioningState.SUCCEEDED));
    }

    private static @Nullable List<ProbeView> probes(Peering peering, ApiVersion version, List<IpPrefix> sources) {
        return peering.probes().isEmpty() || version.compareTo(ApiVersion.V2025_05_01) < 0
                ? null
                : peering.probes().stream()
                        .map(probe -> new ProbeView(probe.endpoint(), probe.azureRegion(), probe.protocol(), sources))
                        .toList();
    }

    /** The SKU and what its name says. */
    @RegisterForReflection
    public record SkuView(Sku name, Sku.Tier tier, PeeringKind family, Sku.Size size) {}

    /** The properties. */
    @RegisterForReflection
    public record PropertiesView(
            @Nullable DirectView direct,
            @Nullable ExchangeView exchange,
            @Nullable List<ProbeView> connectivityProbes,
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

    /** What the cloud probes, and from where. */
    @RegisterForReflection
    public record ProbeView(
            IpAddress endpoint, String azureRegion, ProbeProtocol protocol, List<IpPrefix> prefixesToAccesslist) {}

    /** A reference. */
    @RegisterForReflection
    public record SubResourceView(String id) {}
}
