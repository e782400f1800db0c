/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.connection.PendingChange;
import org.openpeering.partner.session.BgpSession;
import org.openpeering.partner.session.BgpSessionSpec;
import org.openpeering.partner.session.SessionRules;
import org.openpeering.partner.session.SessionRules.Medium;

/** What a partner asks of the operator about a connection, where the real product takes e-mail (contract section C.4). */
@ApplicationScoped
public class ConnectionRequestService {
    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final MetroRepository metros;
    private final SessionClaims claims;
    private final ApprovalRepository approvals;

    ConnectionRequestService(
            PeeringRepository repository,
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            MetroRepository metros,
            SessionClaims claims,
            ApprovalRepository approvals) {
        this.repository = repository;
        this.writer = writer;
        this.provisioning = provisioning;
        this.metros = metros;
        this.claims = claims;
        this.approvals = approvals;
    }

    /** Asks for the removal of a connection; one on which nothing has been done yet goes at once. */
    @Transacted
    public Outcome<PeeringEntity> remove(ResourceId id, String identifier, Caller caller) {
        return with(id, identifier, (peering, connection) -> {
            if (peering.connections().size() == 1) {
                return refused(ErrorCode.CONFLICT, "It is the peering's only connection; delete the peering instead.");
            }
            if (connection.pending() instanceof PendingChange.Removal) {
                return new Outcome.Found<>(peering);
            }
            if (connection.pending() != null) {
                return busy();
            }
            boolean untouched = connection.progress().underlying() == ConnectionState.PENDING_APPROVAL
                    || connection.state() == ConnectionState.PROVISIONING_FAILED;
            if (untouched) {
                withdraw(peering, connection, provisioning.kinds(), caller);
                return new Outcome.Found<>(writer.save(peering, peering.without(connection.identifier())));
            }
            return asked(peering, connection, new PendingChange.Removal(), ApprovalKind.CONNECTION_REMOVAL, caller);
        });
    }

    /** Asks for other session addresses; until the operator agrees the session stays as it is. */
    @Transacted
    public Outcome<PeeringEntity> changeSession(ResourceId id, String identifier, BgpSessionSpec spec, Caller caller) {
        return with(id, identifier, (peering, connection) -> {
            Violations violations = new Violations();
            BgpSession wanted = SessionRules.check("bgpSession", spec, medium(peering), violations);
            if (!violations.none()) {
                return new Outcome.Refused<>(violations.error());
            }
            if (connection.provider() == SessionAddressProvider.MICROSOFT) {
                return refused(
                        ErrorCode.CHANGE_NOT_ALLOWED,
                        "The connection's addresses are given by the operator (sessionAddressProvider Microsoft).");
            }
            if (!connection.allows(ConnectionEvent.SESSION_REPLACED)) {
                return refused(
                        ErrorCode.CONFLICT,
                        "A session can be changed while its connection is Active or Validating; this one is "
                                + connection.state().wire() + ".");
            }
            PendingChange change = new PendingChange.NewSession(wanted);
            if (connection.pending() != null) {
                return change.equals(connection.pending()) ? new Outcome.Found<>(peering) : busy();
            }
            PeeringEntity then = peering.one(connection.identifier(), same -> same.over(wanted));
            return claims.check(then, peering) instanceof Checked.Invalid<PeeringEntity>(ApiError error)
                    ? new Outcome.Refused<>(error)
                    : asked(peering, connection, change, ApprovalKind.SESSION_CHANGE, caller);
        });
    }

    /** Takes back what was asked and is not decided. */
    @Transacted
    public Outcome<PeeringEntity> withdraw(ResourceId id, String identifier, Caller caller) {
        return with(id, identifier, (peering, connection) -> {
            if (connection.pending() == null) {
                return refused(ErrorCode.CONFLICT, "Nothing has been asked about this connection.");
            }
            withdraw(peering, connection, Set.of(ApprovalKind.CONNECTION_REMOVAL, ApprovalKind.SESSION_CHANGE), caller);
            PeeringEntity content = peering.one(connection.identifier(), same -> same.asking(null));
            return new Outcome.Found<>(writer.save(peering, content));
        });
    }

    private Outcome<PeeringEntity> asked(
            PeeringEntity peering,
            ConnectionEntity connection,
            PendingChange change,
            ApprovalKind kind,
            Caller caller) {
        PeeringEntity asking = peering.one(connection.identifier(), same -> same.asking(change));
        provisioning.request(asking, connection, kind, caller.subject());
        PeeringEntity saved = writer.save(peering, asking);
        provisioning.completedByLab(saved, List.of(connection), kind);
        return new Outcome.Found<>(saved);
    }

    private void withdraw(PeeringEntity peering, ConnectionEntity connection, Set<ApprovalKind> kinds, Caller caller) {
        Work.await(() -> approvals.withdraw(
                peering.id(),
                connection.identifier(),
                kinds,
                Decision.withdrawn("The partner does not ask for it any more.", caller, Instant.now())));
    }

    private Outcome<PeeringEntity> with(
            ResourceId id,
            String identifier,
            BiFunction<PeeringEntity, ConnectionEntity, Outcome<PeeringEntity>> work) {
        Optional<PeeringEntity> held = repository.hold(id, metros);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(PeeringService.missing(id));
        }
        return held.get()
                .connection(identifier)
                .map(connection -> work.apply(held.get(), connection))
                .orElseGet(() -> refused(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        "The peering '" + id.name() + "' has no connection '" + Violations.shown(identifier) + "'."));
    }

    private static Medium medium(PeeringEntity peering) {
        return peering.kind() == PeeringKind.EXCHANGE
                ? Medium.EXCHANGE
                : peering.type() == DirectPeeringType.IX_RS ? Medium.SHARED_LAN : Medium.POINT_TO_POINT;
    }

    private static Outcome<PeeringEntity> busy() {
        return refused(
                ErrorCode.CONFLICT, "Another request about this connection waits for the operator; withdraw it first.");
    }

    private static Outcome<PeeringEntity> refused(ErrorCode code, String message) {
        return new Outcome.Refused<>(ApiError.at(code, "connectionIdentifier", message));
    }
}
