/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.partner.session.BgpSession;

/**
 * A row of {@code connection} with its sessions.
 *
 * @param bandwidth asked for, in Mbit/s
 * @param provisionedBandwidth what is there, in Mbit/s
 * @param trackingId the approval item under which the operator works on it
 * @param errorMessage why it failed
 */
public record ConnectionEntity(
        String identifier,
        ConnectionState state,
        int bandwidth,
        int provisionedBandwidth,
        SessionAddressProvider provider,
        boolean useForPeeringService,
        @Nullable Integer facility,
        BgpSession session,
        @Nullable String trackingId,
        @Nullable String errorMessage) {

    /** A connection that was never there before; nothing has happened to it. */
    public static ConnectionEntity fresh(ConnectionRequest request, String identifier) {
        SessionAddressProvider provider = request.provider() != null
                ? request.provider()
                : request.session().present() ? SessionAddressProvider.PEER : SessionAddressProvider.MICROSOFT;
        return new ConnectionEntity(
                identifier,
                ConnectionState.NONE,
                request.bandwidth(),
                0,
                provider,
                request.useForPeeringService(),
                request.facility(),
                request.session(),
                null,
                null);
    }

    /** Whether its session addresses are its own and nobody else's at the metro. */
    public boolean claims() {
        return state != ConnectionState.PROVISIONING_FAILED;
    }

    public boolean provisioned() {
        return switch (state) {
            case NONE, PENDING_APPROVAL, APPROVED, PROVISIONING_STARTED, PROVISIONING_FAILED -> false;
            case PROVISIONING_COMPLETED,
                    VALIDATING,
                    ACTIVE,
                    TYPE_CHANGE_REQUESTED,
                    TYPE_CHANGE_IN_PROGRESS,
                    EXTERNAL_BLOCKER -> true;
        };
    }

    public ConnectionEntity after(ConnectionEvent event, @Nullable String message) {
        return new ConnectionEntity(
                        identifier,
                        ConnectionLife.TABLE.next(state, event),
                        bandwidth,
                        provisionedBandwidth,
                        provider,
                        useForPeeringService,
                        facility,
                        session,
                        trackingId,
                        message)
                .measured();
    }

    /** What is provisioned has the bandwidth that was asked for. */
    private ConnectionEntity measured() {
        return new ConnectionEntity(
                identifier,
                state,
                bandwidth,
                provisioned() ? bandwidth : 0,
                provider,
                useForPeeringService,
                facility,
                session,
                trackingId,
                errorMessage);
    }

    public ConnectionEntity tracked(String item) {
        return new ConnectionEntity(
                identifier,
                state,
                bandwidth,
                provisionedBandwidth,
                provider,
                useForPeeringService,
                facility,
                session,
                item,
                errorMessage);
    }

    /** With what a partner may change. */
    public ConnectionEntity changed(int newBandwidth, boolean newUse, BgpSession newSession) {
        return new ConnectionEntity(
                        identifier,
                        state,
                        newBandwidth,
                        provisionedBandwidth,
                        provider,
                        newUse,
                        facility,
                        newSession,
                        trackingId,
                        errorMessage)
                .measured();
    }

    /** With the sessions as observed; one that is up ends the validation. */
    public ConnectionEntity seen(Predicate<IpAddress> up) {
        BgpSession now = session.seen(up);
        ConnectionEntity looked = now.equals(session) ? this : changed(bandwidth, useForPeeringService, now);
        boolean validated =
                now.established() && ConnectionLife.TABLE.allows(state, ConnectionEvent.SESSION_ESTABLISHED);
        return validated ? looked.after(ConnectionEvent.SESSION_ESTABLISHED, null) : looked;
    }
}
