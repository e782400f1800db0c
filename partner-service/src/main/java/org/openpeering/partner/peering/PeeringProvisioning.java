/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.kit.bridge.Work;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.approval.Approval;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decidable;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.session.ObservedSessions;

/** Carries a peering's connections from the request to Active: by the operator's decisions and by what is observed. */
@ApplicationScoped
public class PeeringProvisioning implements Decidable {
    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final MetroRepository metros;
    private final ApprovalRepository approvals;
    private final ObservedSessions observed;
    private final SessionClaims claims;
    private final CloudAddresses addresses;
    private final PartnerConfig config;

    PeeringProvisioning(
            PeeringRepository repository,
            PeeringWriter writer,
            MetroRepository metros,
            ApprovalRepository approvals,
            ObservedSessions observed,
            SessionClaims claims,
            CloudAddresses addresses,
            PartnerConfig config) {
        this.repository = repository;
        this.writer = writer;
        this.metros = metros;
        this.approvals = approvals;
        this.observed = observed;
        this.claims = claims;
        this.addresses = addresses;
        this.config = config;
    }

    @Override
    public Set<ApprovalKind> kinds() {
        return EnumSet.complementOf(EnumSet.of(ApprovalKind.PEER_ASN));
    }

    @Override
    public Uni<@Nullable ApiError> decide(Approval item, Decision decision) {
        return Work.blocking(() -> carryOut(item, decision).orElse(null));
    }

    private Optional<ApiError> carryOut(Approval item, Decision decision) {
        Optional<PeeringEntity> held = repository.hold(item.resource(), metros);
        Optional<ConnectionEntity> connection =
                held.flatMap(peering -> peering.connection(String.valueOf(item.connection())));
        if (held.isEmpty() || connection.isEmpty() || !ConnectionDecisions.waits(item.kind(), connection.get())) {
            return stale();
        }
        String identifier = connection.get().identifier();
        return switch (carriedOut(held.get(), identifier, item.kind(), decision)) {
            case Checked.Invalid<PeeringEntity>(ApiError error) -> Optional.of(error);
            case Checked.Valid<PeeringEntity>(PeeringEntity decided) -> {
                if (!Boolean.TRUE.equals(Work.await(() -> approvals.close(item.id(), decision)))) {
                    yield stale();
                }
                follow(decided, identifier, item, decision);
                writer.save(held.get(), looked(decided));
                yield Optional.empty();
            }
        };
    }

    private static Optional<ApiError> stale() {
        return Optional.of(ApiError.at(ErrorCode.CONFLICT, "id", "The connection does not wait for this decision."));
    }

    private void follow(PeeringEntity decided, String identifier, Approval item, Decision decision) {
        Optional<ConnectionEntity> connection = decided.connection(identifier);
        if (connection.isEmpty()) {
            Work.await(() -> approvals.withdraw(
                    decided.id(), identifier, kinds(), decision.withdrawing("The connection was removed.")));
        } else if (decision.approved()) {
            ConnectionDecisions.following(item.kind())
                    .forEach(kind -> request(decided, connection.get(), kind, item.requestedBy()));
        }
    }

    /** The decision's effect with the addresses that it gives or takes; a refusal leaves everything as it was. */
    private Checked<PeeringEntity> carriedOut(
            PeeringEntity peering, String identifier, ApprovalKind kind, Decision decision) {
        PeeringEntity decided = ConnectionDecisions.decided(peering, identifier, kind, decision);
        if (!decision.approved()) {
            return new Checked.Valid<>(decided.one(identifier, connection -> letGo(peering, connection)));
        }
        return switch (kind) {
            case CONNECTION -> addresses.assigned(decided, identifier);
            case SESSION_CHANGE -> claims.check(decided, peering);
            case CONNECTION_REMOVAL -> {
                addresses.release(peering, identifier);
                yield new Checked.Valid<>(decided);
            }
            case LEGACY_CONVERSION, PROVISIONING, TYPE_CHANGE, TYPE_CHANGE_COMPLETION, PEER_ASN ->
                new Checked.Valid<>(decided);
        };
    }

    /** Addresses of the cloud's that a failed connection had go back to their pool. */
    ConnectionEntity letGo(PeeringEntity peering, ConnectionEntity connection) {
        boolean failed = connection.state() == ConnectionState.PROVISIONING_FAILED;
        boolean ours = connection.provider() == SessionAddressProvider.MICROSOFT;
        return failed && ours && addresses.release(peering, connection.identifier())
                ? connection.over(connection.session().withoutAddresses())
                : connection;
    }

    /** Asks the operator about a connection; the answer is the item's id. */
    UUID request(PeeringEntity peering, ConnectionEntity connection, ApprovalKind kind, String by) {
        return Objects.requireNonNull(Work.await(() ->
                approvals.request(peering.id(), connection.identifier(), kind, by, summary(peering, connection))));
    }

    static String summary(PeeringEntity peering, ConnectionEntity connection) {
        return "AS%s at %s, %s, %d Mbit/s"
                .formatted(peering.asn(), peering.metro(), peering.kind().wire(), connection.bandwidth());
    }

    /**
     * In lab mode nobody is asked and no session is needed. Requires that the row is held.
     *
     * @param kind what the operator was asked about each of the connections
     */
    void completedByLab(PeeringEntity peering, List<ConnectionEntity> connections, ApprovalKind kind) {
        if (!config.lab()) {
            return;
        }
        Decision decision = Decision.lab(Instant.now());
        PeeringEntity completed = peering;
        for (ConnectionEntity asked : connections) {
            Deque<ApprovalKind> kinds = new ArrayDeque<>(List.of(kind));
            while (!kinds.isEmpty()) {
                ApprovalKind next = kinds.removeFirst();
                UUID item = request(completed, asked, next, decision.by());
                Work.await(() -> approvals.close(item, decision));
                completed = ConnectionDecisions.decided(completed, asked.identifier(), next, decision);
                kinds.addAll(ConnectionDecisions.following(next));
            }
            completed = addresses.assignedIfPossible(completed, asked.identifier());
            completed = completed.one(
                    asked.identifier(),
                    ready -> ready.allows(ConnectionEvent.SESSION_ESTABLISHED)
                            ? ready.after(ConnectionEvent.SESSION_ESTABLISHED, null)
                            : ready);
        }
        if (!completed.equals(peering)) {
            writer.save(peering, looked(completed));
        }
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
                writer.save(held, now);
            }
        });
    }
}
