/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionEvent;

/** Stores what a partner wants and asks the operator about it. */
@ApplicationScoped
class PeeringSubmission {
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final ApprovalRepository approvals;
    private final Facilities facilities;
    private final SessionClaims claims;

    PeeringSubmission(
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            ApprovalRepository approvals,
            Facilities facilities,
            SessionClaims claims) {
        this.writer = writer;
        this.provisioning = provisioning;
        this.approvals = approvals;
        this.facilities = facilities;
        this.claims = claims;
    }

    /** Makes the changes that are allowed; requires that the row is held. */
    Outcome<PeeringEntity> change(PeeringEntity held, PeeringRequest request, Caller caller) {
        return switch (PeeringChange.of(held, request)) {
            case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringEntity>(PeeringEntity wanted)
            when wanted.equals(held) -> new Outcome.Found<>(held);
            case Checked.Valid<PeeringEntity>(PeeringEntity wanted) ->
                switch (settled(wanted, held)) {
                    case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
                    case Checked.Valid<PeeringEntity>(PeeringEntity settled) ->
                        new Outcome.Found<>(submitted(held, settled, ApprovalKind.CONNECTION, caller));
                };
        };
    }

    /** With facilities and session addresses as they can be had. */
    Checked<PeeringEntity> settled(PeeringEntity wanted, @Nullable PeeringEntity held) {
        return switch (facilities.check(wanted, held)) {
            case Checked.Invalid<PeeringEntity> invalid -> invalid;
            case Checked.Valid<PeeringEntity>(PeeringEntity placed) -> claims.check(placed, held);
        };
    }

    /**
     * Stores a peering whose row is held, asking the operator about what is new. The answer shows this state; what a lab
     * makes of it in the same transaction shows the next time.
     *
     * @param kind what is asked about connections that are new or were changed after they failed
     */
    PeeringEntity submitted(@Nullable PeeringEntity before, PeeringEntity settled, ApprovalKind kind, Caller caller) {
        PeeringEntity asked = settled.each(connection -> connection.state() == ConnectionState.NONE
                ? connection.after(ConnectionEvent.SUBMITTED, null)
                : connection);
        List<ConnectionEntity> pending = turned(before, asked, ConnectionState.PENDING_APPROVAL);
        List<ConnectionEntity> retyped = turned(before, asked, ConnectionState.TYPE_CHANGE_REQUESTED);
        PeeringEntity tracked = asked;
        for (ConnectionEntity connection : pending) {
            String item = provisioning
                    .request(asked, connection, kind, caller.subject())
                    .toString();
            tracked = tracked.one(connection.identifier(), same -> same.tracked(item));
        }
        retyped.forEach(
                connection -> provisioning.request(asked, connection, ApprovalKind.TYPE_CHANGE, caller.subject()));
        if (before != null) {
            asked.connections().forEach(connection -> renew(before, asked, connection, caller));
        }
        PeeringEntity saved = writer.save(before, provisioning.looked(tracked));
        provisioning.completedByLab(saved, pending, kind);
        provisioning.completedByLab(saved, retyped, ApprovalKind.TYPE_CHANGE);
        return saved;
    }

    /** The connections that have come into a state which they were not in before. */
    private static List<ConnectionEntity> turned(
            @Nullable PeeringEntity before, PeeringEntity after, ConnectionState state) {
        return after.connections().stream()
                .filter(connection -> connection.state() == state)
                .filter(connection -> before == null
                        || before.connection(connection.identifier())
                                .filter(held -> held.state() == state)
                                .isEmpty())
                .toList();
    }

    /** What waits for the operator says what is wanted now, and what is not wanted any more does not wait. */
    private void renew(PeeringEntity before, PeeringEntity after, ConnectionEntity connection, Caller caller) {
        before.connection(connection.identifier()).ifPresent(held -> {
            if (held.bandwidth() != connection.bandwidth()) {
                Work.await(() -> approvals.describe(
                        after.id(), connection.identifier(), PeeringProvisioning.summary(after, connection)));
            }
            if (held.state() == ConnectionState.TYPE_CHANGE_REQUESTED && connection.state() == ConnectionState.ACTIVE) {
                Work.await(() -> approvals.withdraw(
                        after.id(),
                        connection.identifier(),
                        Set.of(ApprovalKind.TYPE_CHANGE),
                        Decision.withdrawn("The partner does not ask for it any more.", caller, Instant.now())));
            }
        });
    }
}
