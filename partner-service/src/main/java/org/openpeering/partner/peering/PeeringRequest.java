/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.connection.ConnectionRequest;

/**
 * A {@link PeeringSpec} that passed {@link PeeringRules}.
 *
 * @param type null: not said
 * @param probes null: not said, which is so for versions that do not have them
 * @param version of the request
 */
public record PeeringRequest(
        Sku sku,
        PeeringKind kind,
        String location,
        Map<String, String> tags,
        String metro,
        PeerAsnReference peerAsn,
        @Nullable DirectPeeringType type,
        @Nullable List<ConnectivityProbe> probes,
        List<ConnectionRequest> connections,
        ApiVersion version) {
    public PeeringRequest {
        probes = probes == null ? null : List.copyOf(probes);
        connections = List.copyOf(connections);
    }

    /** The partner: by the id of its PeerAsn, or as legacy peerings name it by its bare number. */
    public sealed interface PeerAsnReference {
        /** A PeerAsn. */
        record Id(ResourceId id) implements PeerAsnReference {
            @Override
            public String toString() {
                return id.toString();
            }
        }

        /** The number alone. */
        record Bare(Asn asn) implements PeerAsnReference {
            @Override
            public String toString() {
                return asn.toString();
            }
        }
    }

    /** The partner's session addresses. */
    public List<IpAddress> peers() {
        return connections.stream()
                .flatMap(connection -> connection.session().peers())
                .toList();
    }

    /** Where the properties of the kind stand in a request. */
    public static String place(PeeringKind kind) {
        return switch (kind) {
            case DIRECT -> "properties.direct";
            case EXCHANGE -> "properties.exchange";
        };
    }
}
