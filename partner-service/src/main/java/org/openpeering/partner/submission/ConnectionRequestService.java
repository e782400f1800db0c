/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.connection.PendingChange;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRepository;
import org.openpeering.partner.peering.PeeringWriter;
import org.openpeering.partner.provisioning.ConnectionApprovals;
import org.openpeering.partner.provisioning.PeeringProvisioning;
import org.openpeering.partner.provisioning.SessionClaims;
import org.openpeering.partner.session.BgpSession;
import org.openpeering.partner.session.BgpSessionSpec;
import org.openpeering.partner.session.SessionRules;
import org.openpeering.partner.session.SessionRules.Medium;

/** What a partner asks of the operator about a connection, where the real product takes e-mail (contract section C.4). */
@ApplicationScoped
public class ConnectionRequestService {
    private static final String NOT_WANTED = "The partner does not ask for it any more.";

    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final ConnectionApprovals approvals;
    private final SessionClaims claims;

    ConnectionRequestService(
            PeeringRepository repository,
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            ConnectionApprovals approvals,
            SessionClaims claims) {
        this.repository = repository;
        this.writer = writer;
        this.provisioning = provisioning;
        this.approvals = approvals;
        this.claims = claims;
    }

    /** A connection that somebody asks something about, and the peering that has it. */
    private record Subject(Peering peering, Connection connection, Caller caller) {
        static Subject of(ResourceId id, @Nullable Peering held, String identifier, Caller caller) {
            if (held == null) {
                throw new Refusal(Peering.missing(id));
            }
            return held.connection(identifier)
                    .map(connection -> new Subject(held, connection, caller))
                    .orElseThrow(() -> refusal(
                            ErrorCode.RESOURCE_NOT_FOUND,
                            "The peering '" + id.name() + "' has no connection '" + Violations.shown(identifier)
                                    + "'."));
        }

        /** The peering with the request noted on the connection. */
        Peering withPending(@Nullable PendingChange change) {
            return peering.one(connection.identifier(), same -> same.withPending(change));
        }
    }

    /** Asks for the removal of a connection; one on which nothing has been done yet goes at once. */
    @WithTransaction
    public Uni<Outcome<Peering>> remove(ResourceId id, String identifier, Preconditions conditions, Caller caller) {
        return with(id, identifier, conditions, caller, this::remove);
    }

    private Uni<Peering> remove(Subject subject) {
        Connection connection = subject.connection();
        if (subject.peering().connections().size() == 1) {
            throw refusal(ErrorCode.CONFLICT, "It is the peering's only connection; delete the peering instead.");
        }
        if (connection.pending() instanceof PendingChange.Removal) {
            return Uni.createFrom().item(subject.peering());
        }
        if (connection.pending() != null) {
            throw busy();
        }
        boolean untouched = connection.progress().underlying() == ConnectionState.PENDING_APPROVAL
                || connection.state() == ConnectionState.PROVISIONING_FAILED;
        return untouched
                ? withdrawn(subject, ConnectionApprovals.KINDS)
                        .chain(() ->
                                writer.save(subject.peering(), subject.peering().without(connection.identifier())))
                : asked(subject, new PendingChange.Removal(), ApprovalKind.CONNECTION_REMOVAL);
    }

    /** Asks for other session addresses; until the operator agrees the session stays as it is. */
    @WithTransaction
    public Uni<Outcome<Peering>> changeSession(
            ResourceId id, String identifier, BgpSessionSpec spec, Preconditions conditions, Caller caller) {
        return with(id, identifier, conditions, caller, subject -> changeSession(subject, spec));
    }

    private Uni<Peering> changeSession(Subject subject, BgpSessionSpec spec) {
        Connection connection = subject.connection();
        Violations violations = new Violations();
        BgpSession wanted = SessionRules.check("bgpSession", spec, medium(subject.peering()), violations);
        if (!violations.none()) {
            throw new Refusal(violations.error());
        }
        requireChangeable(connection);
        PendingChange change = new PendingChange.NewSession(wanted);
        if (change.equals(connection.pending())) {
            return Uni.createFrom().item(subject.peering());
        }
        if (connection.pending() != null) {
            throw busy();
        }
        Peering then = subject.peering().one(connection.identifier(), same -> same.over(wanted));
        return claims.check(then, subject.peering())
                .invoke(Checked::orRefuse)
                .chain(() -> asked(subject, change, ApprovalKind.SESSION_CHANGE));
    }

    private static void requireChangeable(Connection connection) {
        if (connection.provider() == SessionAddressProvider.MICROSOFT) {
            throw refusal(
                    ErrorCode.CHANGE_NOT_ALLOWED,
                    "The connection's addresses are given by the operator (sessionAddressProvider Microsoft).");
        }
        if (!connection.allows(ConnectionEvent.SESSION_REPLACED)) {
            throw refusal(
                    ErrorCode.CONFLICT,
                    "A session can be changed while its connection is Active or Validating; this one is "
                            + connection.state().wire() + ".");
        }
    }

    /** Takes back what was asked and is not decided. */
    @WithTransaction
    public Uni<Outcome<Peering>> withdraw(ResourceId id, String identifier, Preconditions conditions, Caller caller) {
        return with(id, identifier, conditions, caller, this::withdraw);
    }

    private Uni<Peering> withdraw(Subject subject) {
        if (subject.connection().pending() == null) {
            throw refusal(ErrorCode.CONFLICT, "Nothing has been asked about this connection.");
        }
        return withdrawn(subject, Set.of(ApprovalKind.CONNECTION_REMOVAL, ApprovalKind.SESSION_CHANGE))
                .chain(() -> writer.save(subject.peering(), subject.withPending(null)));
    }

    private Uni<Peering> asked(Subject subject, PendingChange change, ApprovalKind kind) {
        Peering asking = subject.withPending(change);
        return approvals
                .request(asking, subject.connection(), kind, subject.caller().subject())
                .chain(() -> writer.save(subject.peering(), asking))
                .call(saved -> provisioning.completedByLab(saved, List.of(subject.connection()), kind));
    }

    private Uni<Void> withdrawn(Subject subject, Set<ApprovalKind> kinds) {
        return approvals.withdraw(
                subject.peering(), subject.connection().identifier(), kinds, NOT_WANTED, subject.caller());
    }

    private Uni<Outcome<Peering>> with(
            ResourceId id,
            String identifier,
            Preconditions conditions,
            Caller caller,
            Function<Subject, Uni<Peering>> work) {
        return repository
                .lockWithMetro(id)
                .map(held -> Subject.of(id, held, identifier, caller))
                .invoke(subject -> PeeringPut.require(conditions, subject.peering()))
                .chain(work::apply)
                .<Outcome<Peering>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private static Medium medium(Peering peering) {
        return peering.kind() == PeeringKind.EXCHANGE
                ? Medium.EXCHANGE
                : peering.type() == DirectPeeringType.IX_RS ? Medium.SHARED_LAN : Medium.POINT_TO_POINT;
    }

    private static Refusal busy() {
        return refusal(
                ErrorCode.CONFLICT, "Another request about this connection waits for the operator; withdraw it first.");
    }

    private static Refusal refusal(ErrorCode code, String message) {
        return new Refusal(ApiError.at(code, "connectionIdentifier", message));
    }
}
