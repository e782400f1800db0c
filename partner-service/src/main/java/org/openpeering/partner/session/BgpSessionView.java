/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
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

    /** What is being done to the sessions of a connection. */
    public enum Work {
        /** They are being set up. */
        ADDING,
        /** Nothing: they are as observed. */
        NONE,
        /** The partner has asked for other addresses. */
        UPDATING,
        /** The partner has asked for their removal. */
        REMOVING
    }

    public static BgpSessionView of(BgpSession session, Work work) {
        FamilySession v4 = session.v4();
        FamilySession v6 = session.v6();
        return new BgpSessionView(
                v4.subnet(),
                v6.subnet(),
                v4.cloud(),
                v6.cloud(),
                v4.peer(),
                v6.peer(),
                state(v4, work),
                state(v6, work),
                v4.maxPrefixes(),
                v6.maxPrefixes());
    }

    /** What is being done, otherwise as observed; BMP tells up from down, nothing in between. */
    static SessionState state(FamilySession session, Work work) {
        if (!session.configured()) {
            return SessionState.NONE;
        }
        return switch (work) {
            case ADDING -> SessionState.PENDING_ADD;
            case NONE -> session.established() ? SessionState.ESTABLISHED : SessionState.IDLE;
            case UPDATING -> SessionState.PENDING_UPDATE;
            case REMOVING -> SessionState.PENDING_REMOVE;
        };
    }
}
