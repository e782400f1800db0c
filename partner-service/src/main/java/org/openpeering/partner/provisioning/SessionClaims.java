/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.connection.ConnectionRepository;
import org.openpeering.partner.connection.ConnectionRepository.Taken;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.session.FamilySession;

/**
 * Who may have which session address at a metro; the caller holds the metro, or shares it and holds the addresses. A subnet of another network makes a new
 * connection fail as the real service shows it (contract section C.4); a connection that is on its way or works is left
 * alone and the request refused. A peer address that is taken refuses the request.
 */
@ApplicationScoped
public class SessionClaims {
    private final ConnectionRepository connections;

    SessionClaims(ConnectionRepository connections) {
        this.connections = connections;
    }

    /** @param held the peering as it was, null when it is new */
    public Uni<Checked<Peering>> check(Peering wanted, @Nullable Peering held) {
        List<IpPrefix> subnets = wanted.type() == DirectPeeringType.IX_RS
                ? List.of()
                : wanted.connections().stream()
                        .flatMap(connection -> families(connection).stream())
                        .flatMap(family -> Stream.ofNullable(family.subnet()))
                        .toList();
        return connections
                .taken(MetroEntity.key(wanted.metro()), wanted.row(), wanted.asn(), subnets, wanted.peers())
                .map(taken -> check(wanted, held, taken));
    }

    private static Checked<Peering> check(Peering wanted, @Nullable Peering held, Taken taken) {
        Violations violations = new Violations();
        Peering settled = wanted.each(connection -> {
            Optional<Connection> before = held == null ? Optional.empty() : before(held, connection);
            return settled(wanted, connection, before, taken, violations);
        });
        Set<IpAddress> peers = new HashSet<>();
        for (Connection connection : settled.connections()) {
            for (FamilySession family : families(connection)) {
                checkPeer(wanted, connection, family, peers, taken, violations);
            }
        }
        return violations.checked(() -> settled);
    }

    private static Optional<Connection> before(Peering held, Connection connection) {
        return held.connections().stream()
                .filter(candidate -> candidate.identifier().equals(connection.identifier()))
                .findFirst();
    }

    private static Connection settled(
            Peering wanted, Connection connection, Optional<Connection> before, Taken taken, Violations violations) {
        boolean failedBefore = before.isPresent() && before.get().state() == ConnectionState.PROVISIONING_FAILED;
        if (before.isPresent() && (before.get().equals(connection) || wanted.type() == DirectPeeringType.IX_RS)) {
            return connection;
        }
        String conflict = conflict(connection, taken);
        if (conflict == null) {
            return connection;
        }
        if (before.isPresent() && !failedBefore) {
            violations.add(ErrorCode.CONFLICT, place(wanted, connection), conflict + ".");
            return connection;
        }
        // A connection that failed before fails again: its new state is taken from where it was.
        return failedBefore
                ? before.get()
                        .changed(connection.bandwidth(), connection.useForPeeringService(), connection.session())
                        .after(ConnectionEvent.ADDRESS_CONFLICT, conflict)
                : connection.after(ConnectionEvent.ADDRESS_CONFLICT, conflict);
    }

    private static @Nullable String conflict(Connection connection, Taken taken) {
        for (FamilySession family : families(connection)) {
            if (family.subnet() != null && taken.subnets().contains(family.subnet())) {
                String name = family.equals(connection.session().v4()) ? "IPv4" : "IPv6";
                return name + " address is already configured with a different ASN";
            }
        }
        return null;
    }

    private static void checkPeer(
            Peering wanted,
            Connection connection,
            FamilySession family,
            Set<IpAddress> peers,
            Taken taken,
            Violations violations) {
        IpAddress peer = family.peer();
        if (peer == null || !connection.claims()) {
            return;
        }
        if (!peers.add(peer) || taken.peers().contains(peer)) {
            violations.add(
                    ErrorCode.CONFLICT,
                    place(wanted, connection),
                    "The peer session address " + peer + " is already in use at " + wanted.metro() + ".");
        }
    }

    private static List<FamilySession> families(Connection connection) {
        return List.of(connection.session().v4(), connection.session().v6());
    }

    private static String place(Peering peering, Connection connection) {
        return PeeringRequest.place(peering.kind()) + ".connections["
                + peering.connections().indexOf(connection) + "].bgpSession";
    }
}
