/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import java.util.Objects;
import java.util.UUID;
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
 * @param useForPeeringService as wanted; {@link #servesPeeringService} tells what is in force
 * @param pending what the partner has asked the operator for
 */
public record Connection(
        String identifier,
        int bandwidth,
        SessionAddressProvider provider,
        boolean useForPeeringService,
        @Nullable Integer facility,
        BgpSession session,
        Progress progress,
        @Nullable PendingChange pending) {

    /** A connection that was never there before; one without an identifier gets one. */
    public static Connection fresh(ConnectionRequest request) {
        String identifier = request.identifier();
        return fresh(request, identifier == null ? UUID.randomUUID().toString() : identifier);
    }

    /** The same under an identifier of the caller's; nothing has happened to it. */
    public static Connection fresh(ConnectionRequest request, String identifier) {
        SessionAddressProvider provider = request.provider() != null
                ? request.provider()
                : request.session().present() ? SessionAddressProvider.PEER : SessionAddressProvider.MICROSOFT;
        return new Connection(
                identifier,
                request.bandwidth(),
                provider,
                Boolean.TRUE.equals(request.useForPeeringService()),
                request.facility(),
                request.session(),
                Progress.NOTHING_YET,
                null);
    }

    /** A connection from before the portal, which works. */
    public static Connection legacy(ConnectionRequest request) {
        Connection fresh = fresh(request, Objects.requireNonNull(request.identifier()));
        return fresh.with(
                fresh.bandwidth,
                fresh.useForPeeringService,
                fresh.session,
                new Progress(ConnectionState.ACTIVE, null, null, null),
                null);
    }

    public ConnectionState state() {
        return progress.state();
    }

    /** Whether its session addresses are its own and nobody else's at the metro. */
    public boolean claims() {
        return state() != ConnectionState.PROVISIONING_FAILED;
    }

    /** Whether it has been Active and nothing has ended that. */
    public boolean works() {
        return switch (progress.underlying()) {
            case ACTIVE, TYPE_CHANGE_REQUESTED, TYPE_CHANGE_IN_PROGRESS -> true;
            case NONE,
                    PENDING_APPROVAL,
                    APPROVED,
                    PROVISIONING_STARTED,
                    PROVISIONING_FAILED,
                    PROVISIONING_COMPLETED,
                    VALIDATING,
                    EXTERNAL_BLOCKER -> false;
        };
    }

    /** What is there, in Mbit/s; nothing before it is provisioned. */
    public int provisionedBandwidth() {
        return works()
                        || progress.underlying() == ConnectionState.PROVISIONING_COMPLETED
                        || progress.underlying() == ConnectionState.VALIDATING
                ? bandwidth
                : 0;
    }

    /** Whether it serves Peering Service now: a change that is wanted is not in force yet. */
    public boolean servesPeeringService() {
        boolean changing = works() && progress.underlying() != ConnectionState.ACTIVE;
        return changing != useForPeeringService;
    }

    public boolean allows(ConnectionEvent event) {
        return progress.allows(event);
    }

    public Connection after(ConnectionEvent event, @Nullable String message) {
        return with(bandwidth, useForPeeringService, session, progress.after(event, message), pending);
    }

    public Connection tracked(String item) {
        return with(bandwidth, useForPeeringService, session, progress.tracked(item), pending);
    }

    /** With what a partner may change. */
    public Connection changed(int newBandwidth, boolean newUse, BgpSession newSession) {
        return with(newBandwidth, newUse, newSession, progress, pending);
    }

    public Connection over(BgpSession newSession) {
        return with(bandwidth, useForPeeringService, newSession, progress, pending);
    }

    public Connection withPending(@Nullable PendingChange change) {
        return with(bandwidth, useForPeeringService, session, progress, change);
    }

    /** With a message for the partner. */
    public Connection saying(String message) {
        return with(bandwidth, useForPeeringService, session, progress.saying(message), pending);
    }

    /** With the change of its use undone: refused, or not wanted any more. */
    public Connection keepingItsUse(@Nullable String message) {
        return with(
                bandwidth,
                !useForPeeringService,
                session,
                progress.after(ConnectionEvent.TYPE_CHANGE_REFUSED, message),
                pending);
    }

    private Connection with(
            int newBandwidth,
            boolean newUse,
            BgpSession newSession,
            Progress newProgress,
            @Nullable PendingChange change) {
        return new Connection(identifier, newBandwidth, provider, newUse, facility, newSession, newProgress, change);
    }

    /** With the sessions as observed; one that is up ends the validation. */
    public Connection seen(Predicate<IpAddress> up) {
        BgpSession now = session.seen(up);
        Connection looked = now.equals(session) ? this : over(now);
        boolean validated = now.established() && allows(ConnectionEvent.SESSION_ESTABLISHED);
        return validated ? looked.after(ConnectionEvent.SESSION_ESTABLISHED, null) : looked;
    }
}
