/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringChange;
import org.openpeering.partner.peering.PeeringWriter;
import org.openpeering.partner.provisioning.ConnectionApprovals;
import org.openpeering.partner.provisioning.PeeringProvisioning;
import org.openpeering.partner.provisioning.SessionClaims;
import org.openpeering.partner.provisioning.SessionStates;

/** Stores what a partner wants and asks the operator about it. */
@ApplicationScoped
class PeeringSubmission {
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final ConnectionApprovals approvals;
    private final SessionStates states;
    private final Facilities facilities;
    private final SessionClaims claims;

    PeeringSubmission(
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            ConnectionApprovals approvals,
            SessionStates states,
            Facilities facilities,
            SessionClaims claims) {
        this.writer = writer;
        this.provisioning = provisioning;
        this.approvals = approvals;
        this.states = states;
        this.facilities = facilities;
        this.claims = claims;
    }

    /** Makes the changes that are allowed; requires that the row is held. */
    Uni<Outcome<Peering>> change(PeeringPut put, Peering held) {
        put.require(held);
        Peering wanted = PeeringChange.of(held, put.request()).orRefuse();
        return wanted.equals(held)
                ? Uni.createFrom().item(new Outcome.Found<>(held))
                : settled(wanted, held)
                        .chain(settled -> changed(held, settled, put.caller()))
                        .map(Outcome.Found::new);
    }

    /** With facilities and session addresses as they can be had. */
    Uni<Peering> settled(Peering wanted, @Nullable Peering held) {
        return facilities
                .check(wanted, held)
                .map(Checked::orRefuse)
                .chain(placed -> claims.check(placed, held))
                .map(Checked::orRefuse);
    }

    /** What is asked about the connections of a peering, and what it is before and after that. */
    private record Questions(Peering asked, List<Connection> pending, List<Connection> retyped) {
        /** @param before null: its row was just inserted */
        static Questions of(@Nullable Peering before, Peering settled) {
            Peering asked = settled.each(connection -> connection.state() == ConnectionState.NONE
                    ? connection.after(ConnectionEvent.SUBMITTED, null)
                    : connection);
            return new Questions(
                    asked,
                    turned(before, asked, ConnectionState.PENDING_APPROVAL),
                    turned(before, asked, ConnectionState.TYPE_CHANGE_REQUESTED));
        }
    }

    /**
     * Stores a peering whose row was just inserted, asking the operator about its connections. The answer shows this
     * state; what a lab makes of it in the same transaction shows the next time.
     *
     * @param kind what is asked about the connections
     */
    Uni<Peering> created(Peering settled, ApprovalKind kind, Caller caller) {
        Questions questions = Questions.of(null, settled);
        return tracked(questions, kind, caller)
                .chain(states::looked)
                .chain(writer::create)
                .call(saved -> provisioning.completedByLab(saved, questions.pending(), kind));
    }

    /** The same for a change of a peering whose row is held. */
    private Uni<Peering> changed(Peering before, Peering settled, Caller caller) {
        Questions questions = Questions.of(before, settled);
        return tracked(questions, ApprovalKind.CONNECTION, caller)
                .call(() -> retyped(questions, caller))
                .call(() -> renewed(before, questions.asked(), caller))
                .chain(states::looked)
                .chain(tracked -> writer.save(before, tracked))
                .call(saved -> provisioning.completedByLab(saved, questions.pending(), ApprovalKind.CONNECTION))
                .call(saved -> provisioning.completedByLab(saved, questions.retyped(), ApprovalKind.TYPE_CHANGE));
    }

    /** Asks about connections that are new or were changed after they failed. */
    private Uni<Peering> tracked(Questions questions, ApprovalKind kind, Caller caller) {
        Peering asked = questions.asked();
        Uni<Peering> tracked = Uni.createFrom().item(asked);
        for (Connection connection : questions.pending()) {
            tracked = tracked.chain(sofar -> approvals
                    .request(asked, connection, kind, caller.subject())
                    .map(item -> sofar.one(connection.identifier(), same -> same.tracked(item.toString()))));
        }
        return tracked;
    }

    private Uni<Void> retyped(Questions questions, Caller caller) {
        Uni<Void> asked = Uni.createFrom().voidItem();
        for (Connection connection : questions.retyped()) {
            asked = asked.chain(() -> approvals.request(
                            questions.asked(), connection, ApprovalKind.TYPE_CHANGE, caller.subject()))
                    .replaceWithVoid();
        }
        return asked;
    }

    /** The connections that have come into a state which they were not in before. */
    private static List<Connection> turned(@Nullable Peering before, Peering after, ConnectionState state) {
        return after.connections().stream()
                .filter(connection -> connection.state() == state)
                .filter(connection -> before == null
                        || before.connection(connection.identifier())
                                .filter(held -> held.state() == state)
                                .isEmpty())
                .toList();
    }

    /** What waits for the operator says what is wanted now, and what is not wanted any more does not wait. */
    private Uni<Void> renewed(Peering before, Peering after, Caller caller) {
        Uni<Void> renewed = Uni.createFrom().voidItem();
        for (Connection connection : after.connections()) {
            Connection held = before.connection(connection.identifier()).orElse(null);
            if (held != null && held.bandwidth() != connection.bandwidth()) {
                renewed = renewed.chain(() -> approvals.describe(after, connection));
            }
            if (held != null
                    && held.state() == ConnectionState.TYPE_CHANGE_REQUESTED
                    && connection.state() == ConnectionState.ACTIVE) {
                renewed = renewed.chain(() -> approvals.withdraw(
                        after,
                        connection.identifier(),
                        Set.of(ApprovalKind.TYPE_CHANGE),
                        "The partner does not ask for it any more.",
                        caller));
            }
        }
        return renewed;
    }
}
