/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.partner.session.BgpSessionView;

/** A connection as ARM shows it (contract section B.1); over an exchange without what only a direct one has. */
@RegisterForReflection
public record ConnectionView(
        @Nullable Integer bandwidthInMbps,
        @Nullable Integer provisionedBandwidthInMbps,
        @Nullable SessionAddressProvider sessionAddressProvider,
        @Nullable Boolean useForPeeringService,
        @Nullable String microsoftTrackingId,
        @Nullable Integer peeringDBFacilityId,
        ConnectionState connectionState,
        @Nullable BgpSessionView bgpSession,
        String connectionIdentifier,
        @Nullable String errorMessage) {

    public static ConnectionView of(ConnectionEntity connection, PeeringKind kind) {
        boolean direct = kind == PeeringKind.DIRECT;
        return new ConnectionView(
                direct ? connection.bandwidth() : null,
                direct ? connection.provisionedBandwidth() : null,
                direct ? connection.provider() : null,
                direct ? connection.useForPeeringService() : null,
                direct ? connection.trackingId() : null,
                connection.facility(),
                connection.state(),
                connection.session().present() ? BgpSessionView.of(connection.session(), connection.state()) : null,
                connection.identifier(),
                connection.errorMessage());
    }
}
