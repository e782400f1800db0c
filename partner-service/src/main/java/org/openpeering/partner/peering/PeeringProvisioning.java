/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.approval.ApprovalEntity;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decidable;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.connection.ConnectionLife;
import org.openpeering.partner.session.ObservedSessions;

/** Carries a peering's connections from the request to Active: by the operator's decisions and by what is observed. */
@ApplicationScoped
public class PeeringProvisioning implements Decidable {
    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final MetroRepository metros;
    private final ApprovalRepository approvals;
    private final ObservedSessions observed;

    PeeringProvisioning(
            PeeringRepository repository,
            PeeringWriter writer,
            MetroRepository metros,
            ApprovalRepository approvals,
            ObservedSessions observed) {
        this.repository = repository;
        this.writer = writer;
        this.metros = metros;
        this.approvals = approvals;
        this.observed = observed;
    }

    @Override
    public Set<ApprovalKind> kinds() {
        return Set.of(ApprovalKind.CONNECTION, ApprovalKind.PROVISIONING);
    }

    @Override
    public Optional<ApiError> decide(ApprovalEntity item, Decision decision) {
        ResourceId id = item.resource();
        Optional<PeeringEntity> held = repository
                .find(id.subscription(), id)
                .flatMap(seen -> metros.lock(seen.metro()))
                .flatMap(_ -> repository.lock(id.subscription(), id));
        Optional<ConnectionEntity> connection = held.stream()
                .flatMap(peering -> peering.connections().stream())
                .filter(candidate -> candidate.identifier().equals(item.connection()))
                .findFirst();
        if (held.isEmpty()
                || connection.isEmpty()
                || !waits(item.kind(), connection.get().state())) {
            return stale();
        }
        if (!approvals.close(item.id(), decision)) {
            return stale();
        }
        PeeringEntity decided = decided(held.get(), connection.get().identifier(), item.kind(), decision);
        if (item.kind() == ApprovalKind.CONNECTION && decision.approved()) {
            request(decided, connection.get(), ApprovalKind.PROVISIONING, decision.by());
        }
        writer.save(looked(decided));
        return Optional.empty();
    }

    private static Optional<ApiError> stale() {
        return Optional.of(ApiError.at(ErrorCode.CONFLICT, "id", "The connection does not wait for this decision."));
    }

    private static boolean waits(ApprovalKind kind, ConnectionState state) {
        return switch (kind) {
            case CONNECTION -> state == ConnectionState.PENDING_APPROVAL;
            case PROVISIONING -> ConnectionLife.TABLE.allows(state, ConnectionEvent.PROVISIONED);
            case PEER_ASN -> false;
        };
    }

    /** What a decision does to a connection that waits for it. */
    static PeeringEntity decided(PeeringEntity peering, String identifier, ApprovalKind kind, Decision decision) {
        return peering.one(identifier, connection -> {
            if (!decision.approved()) {
                return connection.after(ConnectionEvent.REJECTED, decision.rejection());
            }
            return kind == ApprovalKind.PROVISIONING
                    ? connection
                            .after(ConnectionEvent.PROVISIONED, null)
                            .after(ConnectionEvent.VALIDATION_STARTED, null)
                    : connection.after(
                            peering.kind() == PeeringKind.DIRECT
                                    ? ConnectionEvent.APPROVED_DIRECT
                                    : ConnectionEvent.APPROVED_EXCHANGE,
                            null);
        });
    }

    /** Asks the operator about a connection; the answer is the item's id. */
    UUID request(PeeringEntity peering, ConnectionEntity connection, ApprovalKind kind, String by) {
        return approvals.request(
                peering.id(),
                connection.identifier(),
                kind,
                by,
                "AS%s at %s, %s, %d Mbit/s"
                        .formatted(
                                peering.asn(), peering.metro(), peering.kind().wire(), connection.bandwidth()));
    }

    /** In lab mode nobody is asked and no session is needed. Requires that the row is held. */
    PeeringEntity completedByLab(PeeringEntity peering) {
        Decision decision = Decision.lab(Instant.now());
        PeeringEntity completed = peering;
        for (ConnectionEntity connection : peering.connections()) {
            if (connection.state() != ConnectionState.PENDING_APPROVAL) {
                continue;
            }
            for (ApprovalKind kind : new ApprovalKind[] {ApprovalKind.CONNECTION, ApprovalKind.PROVISIONING}) {
                approvals.close(request(peering, connection, kind, decision.by()), decision);
                completed = decided(completed, connection.identifier(), kind, decision);
            }
            completed = completed.one(
                    connection.identifier(), ready -> ready.after(ConnectionEvent.SESSION_ESTABLISHED, null));
        }
        return completed.equals(peering) ? peering : writer.save(looked(completed));
    }

    /** The peering with its sessions as observed; requires that its metro is held or shared. */
    PeeringEntity looked(PeeringEntity peering) {
        return peering.seen(observed.up(peering.metro(), peering.asn()));
    }

    /** Looks again at a peering whose metro is held or shared, and stores what is new. */
    void lookAgain(ResourceId id) {
        repository.lock(id.subscription(), id).ifPresent(held -> {
            PeeringEntity now = looked(held);
            if (!now.equals(held)) {
                writer.save(now);
            }
        });
    }
}
