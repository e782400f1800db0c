/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.approval.Approval;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.peering.Peering;

/** What the operator is asked about the connections of a peering, whose row is held before any item. */
@ApplicationScoped
public class ConnectionApprovals {
    /** What can be asked about a connection. */
    public static final Set<ApprovalKind> KINDS = Set.copyOf(EnumSet.complementOf(EnumSet.of(ApprovalKind.PEER_ASN)));

    private final ApprovalRepository repository;

    ConnectionApprovals(ApprovalRepository repository) {
        this.repository = repository;
    }

    /** Asks the operator about a connection; the answer is the item's id. */
    public Uni<UUID> request(Peering peering, Connection connection, ApprovalKind kind, String by) {
        return repository.request(peering.id(), connection.identifier(), kind, by, summary(peering, connection));
    }

    /** Says anew what is asked about a connection. */
    public Uni<Void> describe(Peering peering, Connection connection) {
        return repository.describe(peering.id(), connection.identifier(), summary(peering, connection));
    }

    private static String summary(Peering peering, Connection connection) {
        return "AS%s at %s, %s, %d Mbit/s"
                .formatted(peering.asn(), peering.metro(), peering.kind().wire(), connection.bandwidth());
    }

    /** Closes an item that waits as it was read; false otherwise. */
    Uni<Boolean> close(Approval read, Decision decision) {
        return repository.close(read, decision);
    }

    /** Closes a waiting item; false when it does not wait any more. */
    Uni<Boolean> close(UUID item, Decision decision) {
        return repository.close(item, decision);
    }

    /**
     * Closes what waits for a peering, since the caller does not want it any more.
     *
     * @param connection null: all of them
     */
    public Uni<Void> withdraw(
            Peering peering, @Nullable String connection, Set<ApprovalKind> kinds, String reason, Caller caller) {
        return withdraw(peering, connection, kinds, Decision.withdrawn(reason, caller, Instant.now()));
    }

    Uni<Void> withdraw(Peering peering, @Nullable String connection, Set<ApprovalKind> kinds, Decision decision) {
        return repository.withdraw(peering.id(), connection, kinds, decision);
    }
}
