/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.kit.error.Refusal;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.approval.Approval;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.Decidable;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRepository;
import org.openpeering.partner.peering.PeeringWriter;

/** Carries a peering's connections from the request to Active, by the operator's decisions. */
@ApplicationScoped
public class PeeringProvisioning implements Decidable {
    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final ConnectionApprovals approvals;
    private final SessionStates states;
    private final SessionClaims claims;
    private final CloudAddresses addresses;
    private final PartnerConfig config;

    PeeringProvisioning(
            PeeringRepository repository,
            PeeringWriter writer,
            ConnectionApprovals approvals,
            SessionStates states,
            SessionClaims claims,
            CloudAddresses addresses,
            PartnerConfig config) {
        this.repository = repository;
        this.writer = writer;
        this.approvals = approvals;
        this.states = states;
        this.claims = claims;
        this.addresses = addresses;
        this.config = config;
    }

    @Override
    public Set<ApprovalKind> kinds() {
        return ConnectionApprovals.KINDS;
    }

    @Override
    public Uni<@Nullable ApiError> decide(Approval item, Decision decision) {
        return carryOut(item, decision);
    }

    /** A decision about a connection, which waits for it. */
    private record Matter(Approval item, Decision decision, Peering held, Connection connection) {
        static Matter of(Approval item, Decision decision, @Nullable Peering held) {
            Optional<Connection> connection =
                    Optional.ofNullable(held).flatMap(peering -> peering.connection(String.valueOf(item.connection())));
            if (held == null || connection.isEmpty() || !ConnectionDecisions.waits(item.kind(), connection.get())) {
                throw stale();
            }
            return new Matter(item, decision, held, connection.get());
        }

        String identifier() {
            return connection.identifier();
        }
    }

    private static Refusal stale() {
        return new Refusal(ApiError.at(ErrorCode.CONFLICT, "id", "The connection does not wait for this decision."));
    }

    private Uni<@Nullable ApiError> carryOut(Approval item, Decision decision) {
        return repository
                .lockWithMetro(item.resource())
                .map(held -> Matter.of(item, decision, held))
                .chain(matter -> effect(matter)
                        .call(() -> close(matter))
                        .call(decided -> follow(matter, decided))
                        .chain(states::looked)
                        .chain(looked -> writer.save(matter.held(), looked)))
                .<@Nullable ApiError>map(_ -> null)
                .onFailure(Refusal.class)
                .recoverWithItem(refusal -> refusal.error());
    }

    /** The decision's effect with the addresses that it gives or takes; a refusal leaves everything as it was. */
    private Uni<Peering> effect(Matter matter) {
        ApprovalKind kind = matter.item().kind();
        Peering decided = ConnectionDecisions.decided(matter.held(), matter.identifier(), kind, matter.decision());
        if (!matter.decision().approved()) {
            return release(matter.held(), decided, matter.identifier());
        }
        return switch (kind) {
            case CONNECTION -> addresses.assigned(decided, matter.identifier()).map(Checked::orRefuse);
            case SESSION_CHANGE -> claims.check(decided, matter.held()).map(Checked::orRefuse);
            case CONNECTION_REMOVAL ->
                addresses.release(matter.held(), matter.identifier()).replaceWith(decided);
            case LEGACY_CONVERSION, PROVISIONING, TYPE_CHANGE, TYPE_CHANGE_COMPLETION, PEER_ASN ->
                Uni.createFrom().item(decided);
        };
    }

    private Uni<Boolean> close(Matter matter) {
        return approvals.close(matter.item(), matter.decision()).invoke(closed -> {
            if (!closed) {
                throw stale();
            }
        });
    }

    private Uni<Void> follow(Matter matter, Peering decided) {
        Optional<Connection> connection = decided.connection(matter.identifier());
        if (connection.isEmpty()) {
            return approvals.withdraw(
                    decided,
                    matter.identifier(),
                    kinds(),
                    matter.decision().withdrawing("The connection was removed."));
        }
        Uni<Void> asked = Uni.createFrom().voidItem();
        if (matter.decision().approved()) {
            for (ApprovalKind kind : ConnectionDecisions.following(matter.item().kind())) {
                asked = asked.chain(() -> approvals.request(
                                decided, connection.get(), kind, matter.item().requestedBy()))
                        .replaceWithVoid();
            }
        }
        return asked;
    }

    /**
     * Addresses of the cloud's that a connection has lost by failing go back to their pool.
     *
     * @param held the peering as it is stored
     */
    Uni<Peering> release(Peering held, Peering decided, String identifier) {
        boolean has = decided.connection(identifier)
                .filter(connection -> connection.state() == ConnectionState.PROVISIONING_FAILED
                        && connection.provider() == SessionAddressProvider.MICROSOFT)
                .isPresent();
        return has
                ? addresses
                        .release(held, identifier)
                        .map(released -> released
                                ? decided.one(
                                        identifier,
                                        connection -> connection.over(
                                                connection.session().withoutAddresses()))
                                : decided)
                : Uni.createFrom().item(decided);
    }

    /**
     * In lab mode nobody is asked and no session is needed. Requires that the row is held.
     *
     * @param kind what the operator was asked about each of the connections
     */
    public Uni<Void> completedByLab(Peering peering, List<Connection> connections, ApprovalKind kind) {
        if (!config.lab() || connections.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Decision decision = Decision.lab(Instant.now());
        Uni<Peering> completed = Uni.createFrom().item(peering);
        for (Connection asked : connections) {
            completed = completed.chain(sofar -> completed(sofar, asked, kind, decision));
        }
        return completed
                .chain(done -> done.equals(peering)
                        ? Uni.createFrom().item(done)
                        : states.looked(done).chain(looked -> writer.save(peering, looked)))
                .replaceWithVoid();
    }

    private Uni<Peering> completed(Peering peering, Connection asked, ApprovalKind kind, Decision decision) {
        Uni<Peering> decided = Uni.createFrom().item(peering);
        for (ApprovalKind next : ConnectionDecisions.sequence(kind)) {
            decided = decided.call(sofar -> approvals
                            .request(sofar, asked, next, decision.by())
                            .chain(item -> approvals.close(item, decision)))
                    .map(sofar -> ConnectionDecisions.decided(sofar, asked.identifier(), next, decision));
        }
        return decided.chain(sofar -> addresses.assignedIfPossible(sofar, asked.identifier()))
                .map(sofar -> sofar.one(asked.identifier(), PeeringProvisioning::established));
    }

    private static Connection established(Connection connection) {
        return connection.allows(ConnectionEvent.SESSION_ESTABLISHED)
                ? connection.after(ConnectionEvent.SESSION_ESTABLISHED, null)
                : connection;
    }
}
