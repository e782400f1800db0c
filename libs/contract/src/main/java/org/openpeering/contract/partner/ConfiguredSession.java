/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;

/**
 * One address family of a connection's BGP session, as configured.
 *
 * @param connection the connection's identifier
 * @param peerAddress the partner's side
 * @param localAddress the cloud's side, when known
 * @param connectionState of the connection it belongs to; one whose type is being changed still works and is Active
 * @param useForPeeringService what is in force, not what is wanted
 */
public record ConfiguredSession(
        String connection,
        IpAddress peerAddress,
        @Nullable IpAddress localAddress,
        ConnectionState connectionState,
        boolean useForPeeringService) {}
