/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import java.util.List;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.Asn;

/**
 * A peering with the sessions that are configured on it. Secrets are not part of it.
 *
 * @param metro the peering location
 * @param peerAsnId the PeerAsn it was made with
 * @param connectivityProbes what the partner asks to be measured; none in messages that are older than this member
 */
public record Peering(
        ResourceId id,
        long revision,
        PeeringKind kind,
        DirectPeeringType directPeeringType,
        String metro,
        ResourceId peerAsnId,
        Asn asn,
        List<ConfiguredSession> sessions,
        List<ConnectionState> connectionStates,
        List<PeeringProbe> connectivityProbes)
        implements Revisioned {
    public Peering {
        sessions = List.copyOf(sessions);
        connectionStates = List.copyOf(connectionStates);
        connectivityProbes = connectivityProbes == null ? List.of() : List.copyOf(connectivityProbes);
    }

    /** Of a partner who asks for nothing to be measured. */
    public Peering(
            ResourceId id,
            long revision,
            PeeringKind kind,
            DirectPeeringType directPeeringType,
            String metro,
            ResourceId peerAsnId,
            Asn asn,
            List<ConfiguredSession> sessions,
            List<ConnectionState> connectionStates) {
        this(id, revision, kind, directPeeringType, metro, peerAsnId, asn, sessions, connectionStates, List.of());
    }

    @Override
    public String key() {
        return id.key();
    }

    public boolean hasActiveConnection() {
        return connectionStates.contains(ConnectionState.ACTIVE);
    }
}
