/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.SessionState;

/** A session as ARM shows it (contract section B.1), without its secret. */
@RegisterForReflection
public record BgpSessionView(
        @Nullable IpPrefix sessionPrefixV4,
        @Nullable IpPrefix sessionPrefixV6,
        @Nullable IpAddress microsoftSessionIPv4Address,
        @Nullable IpAddress microsoftSessionIPv6Address,
        @Nullable IpAddress peerSessionIPv4Address,
        @Nullable IpAddress peerSessionIPv6Address,
        SessionState sessionStateV4,
        SessionState sessionStateV6,
        @Nullable Integer maxPrefixesAdvertisedV4,
        @Nullable Integer maxPrefixesAdvertisedV6) {

    public static BgpSessionView of(BgpSession session, ConnectionState connection) {
        FamilySession v4 = session.v4();
        FamilySession v6 = session.v6();
        return new BgpSessionView(
                v4.subnet(),
                v6.subnet(),
                v4.cloud(),
                v6.cloud(),
                v4.peer(),
                v6.peer(),
                state(v4, connection),
                state(v6, connection),
                v4.maxPrefixes(),
                v6.maxPrefixes());
    }

    /** Pending until the connection is provisioned, then as observed; BMP tells up from down, nothing in between. */
    static SessionState state(FamilySession session, ConnectionState connection) {
        if (!session.configured()) {
            return SessionState.NONE;
        }
        return switch (connection) {
            case NONE, PENDING_APPROVAL, APPROVED, PROVISIONING_STARTED, PROVISIONING_FAILED, PROVISIONING_COMPLETED ->
                SessionState.PENDING_ADD;
            case VALIDATING, ACTIVE, TYPE_CHANGE_REQUESTED, TYPE_CHANGE_IN_PROGRESS, EXTERNAL_BLOCKER ->
                session.established() ? SessionState.ESTABLISHED : SessionState.IDLE;
        };
    }
}
