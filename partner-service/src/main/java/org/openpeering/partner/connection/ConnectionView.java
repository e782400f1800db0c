/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.partner.session.BgpSessionView;
import org.openpeering.partner.session.BgpSessionView.Work;

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

    public static ConnectionView of(Connection connection, PeeringKind kind, ApiVersion version) {
        boolean direct = kind == PeeringKind.DIRECT;
        Progress progress = connection.progress();
        return new ConnectionView(
                direct ? connection.bandwidth() : null,
                direct ? connection.provisionedBandwidth() : null,
                direct ? connection.provider() : null,
                direct ? connection.useForPeeringService() : null,
                direct ? progress.trackingId() : null,
                connection.facility(),
                state(progress, version),
                connection.session().present() ? BgpSessionView.of(connection.session(), work(connection)) : null,
                connection.identifier(),
                progress.errorMessage());
    }

    /** Callers of an earlier version see the state nearest to one that they do not know yet (contract section 0). */
    static ConnectionState state(Progress progress, ApiVersion version) {
        ConnectionState shown =
                version.compareTo(ApiVersion.V2025_05_01) < 0 ? progress.underlying() : progress.state();
        boolean unknown =
                shown == ConnectionState.TYPE_CHANGE_REQUESTED || shown == ConnectionState.TYPE_CHANGE_IN_PROGRESS;
        return unknown && version.compareTo(ApiVersion.V2022_10_01) < 0 ? ConnectionState.ACTIVE : shown;
    }

    private static Work work(Connection connection) {
        return switch (connection.pending()) {
            case PendingChange.Removal _ -> Work.REMOVING;
            case PendingChange.NewSession _ -> Work.UPDATING;
            case null ->
                connection.works() || connection.progress().underlying() == ConnectionState.VALIDATING
                        ? Work.NONE
                        : Work.ADDING;
        };
    }
}
