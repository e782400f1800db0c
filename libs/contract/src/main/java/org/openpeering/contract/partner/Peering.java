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
        List<ConnectionState> connectionStates)
        implements Revisioned {
    public Peering {
        sessions = List.copyOf(sessions);
        connectionStates = List.copyOf(connectionStates);
    }

    @Override
    public String key() {
        return id.key();
    }

    public boolean hasActiveConnection() {
        return connectionStates.contains(ConnectionState.ACTIVE);
    }
}
