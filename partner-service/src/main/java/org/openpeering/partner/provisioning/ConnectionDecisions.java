/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.connection.PendingChange;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.session.BgpSession;

/** What the operator's word does to a connection. Pure. */
final class ConnectionDecisions {
    private ConnectionDecisions() {}

    /** Whether the connection waits for a decision of the kind. */
    static boolean waits(ApprovalKind kind, Connection connection) {
        return switch (kind) {
            case CONNECTION, LEGACY_CONVERSION -> connection.state() == ConnectionState.PENDING_APPROVAL;
            case PROVISIONING -> connection.allows(ConnectionEvent.PROVISIONED);
            case TYPE_CHANGE -> connection.allows(ConnectionEvent.TYPE_CHANGE_STARTED);
            case TYPE_CHANGE_COMPLETION -> connection.allows(ConnectionEvent.TYPE_CHANGE_COMPLETED);
            case SESSION_CHANGE ->
                connection.pending() instanceof PendingChange.NewSession
                        && connection.allows(ConnectionEvent.SESSION_REPLACED);
            case CONNECTION_REMOVAL -> connection.pending() instanceof PendingChange.Removal;
            case PEER_ASN -> false;
        };
    }

    /** The decisions that follow when this one was a yes, in their order. */
    static List<ApprovalKind> following(ApprovalKind kind) {
        return switch (kind) {
            case CONNECTION -> List.of(ApprovalKind.PROVISIONING);
            case TYPE_CHANGE -> List.of(ApprovalKind.TYPE_CHANGE_COMPLETION);
            case PROVISIONING,
                    LEGACY_CONVERSION,
                    TYPE_CHANGE_COMPLETION,
                    SESSION_CHANGE,
                    CONNECTION_REMOVAL,
                    PEER_ASN -> List.of();
        };
    }

    /** The decision and all that follow when each is a yes, in their order. */
    static List<ApprovalKind> sequence(ApprovalKind first) {
        List<ApprovalKind> sequence = new ArrayList<>(List.of(first));
        for (int i = 0; i < sequence.size(); i++) {
            sequence.addAll(following(sequence.get(i)));
        }
        return sequence;
    }

    /** The peering after a decision on a connection that waits for it. */
    static Peering decided(Peering peering, String identifier, ApprovalKind kind, Decision decision) {
        if (kind == ApprovalKind.CONNECTION_REMOVAL && decision.approved()) {
            return peering.without(identifier);
        }
        return peering.one(
                identifier,
                connection -> decision.approved()
                        ? approved(connection, kind, peering.kind())
                        : rejected(connection, kind, decision.rejection()));
    }

    private static Connection approved(Connection connection, ApprovalKind kind, PeeringKind peeringKind) {
        return switch (kind) {
            case CONNECTION ->
                connection.after(
                        peeringKind == PeeringKind.DIRECT
                                ? ConnectionEvent.APPROVED_DIRECT
                                : ConnectionEvent.APPROVED_EXCHANGE,
                        null);
            case LEGACY_CONVERSION -> connection.after(ConnectionEvent.CONVERTED, null);
            case PROVISIONING ->
                connection.after(ConnectionEvent.PROVISIONED, null).after(ConnectionEvent.VALIDATION_STARTED, null);
            case TYPE_CHANGE -> connection.after(ConnectionEvent.TYPE_CHANGE_STARTED, null);
            case TYPE_CHANGE_COMPLETION -> connection.after(ConnectionEvent.TYPE_CHANGE_COMPLETED, null);
            case SESSION_CHANGE -> replaced(connection);
            case CONNECTION_REMOVAL, PEER_ASN -> connection;
        };
    }

    private static Connection replaced(Connection connection) {
        if (!(connection.pending() instanceof PendingChange.NewSession(BgpSession wanted))) {
            return connection;
        }
        BgpSession session =
                wanted.md5() == null ? wanted.protectedBy(connection.session().md5()) : wanted;
        return connection.withPending(null).over(session).after(ConnectionEvent.SESSION_REPLACED, null);
    }

    private static Connection rejected(Connection connection, ApprovalKind kind, String reason) {
        return switch (kind) {
            case CONNECTION, LEGACY_CONVERSION, PROVISIONING -> connection.after(ConnectionEvent.REJECTED, reason);
            case TYPE_CHANGE, TYPE_CHANGE_COMPLETION ->
                connection.keepingItsUse("The change of useForPeeringService was rejected: " + reason);
            case SESSION_CHANGE ->
                connection.withPending(null).saying("The change of the session was rejected: " + reason);
            case CONNECTION_REMOVAL -> connection.withPending(null).saying("The removal was rejected: " + reason);
            case PEER_ASN -> connection;
        };
    }
}
