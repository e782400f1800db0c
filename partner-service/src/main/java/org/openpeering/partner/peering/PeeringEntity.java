/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.session.FamilySession;

/**
 * A row of {@code peering} with its connections.
 *
 * @param row the primary key, 0 before it is stored
 * @param type Edge for an exchange peering, which has none
 * @param metro in the catalogue's spelling
 * @param peerAsnRow the PeerAsn's row
 */
public record PeeringEntity(
        long row,
        ResourceId id,
        long revision,
        Sku sku,
        PeeringKind kind,
        String location,
        Map<String, String> tags,
        DirectPeeringType type,
        String metro,
        ResourceId peerAsn,
        long peerAsnRow,
        Asn asn,
        List<ConnectionEntity> connections) {
    public PeeringEntity {
        connections = List.copyOf(connections);
    }

    public boolean useForPeeringService() {
        return connections.stream().anyMatch(ConnectionEntity::useForPeeringService);
    }

    /** What other services know of it: no secret, no contact. */
    public Peering published() {
        return new Peering(
                id,
                revision,
                kind,
                type,
                metro,
                peerAsn,
                asn,
                connections.stream().flatMap(PeeringEntity::sessions).toList(),
                connections.stream().map(ConnectionEntity::state).toList());
    }

    private static Stream<ConfiguredSession> sessions(ConnectionEntity connection) {
        return Stream.of(connection.session().v4(), connection.session().v6())
                .flatMap(family -> session(connection, family));
    }

    private static Stream<ConfiguredSession> session(ConnectionEntity connection, FamilySession family) {
        return family.peer() == null
                ? Stream.empty()
                : Stream.of(new ConfiguredSession(
                        connection.identifier(),
                        family.peer(),
                        family.cloud(),
                        connection.state(),
                        connection.useForPeeringService()));
    }

    PeeringEntity stored(long storedRow) {
        return new PeeringEntity(
                storedRow, id, revision, sku, kind, location, tags, type, metro, peerAsn, peerAsnRow, asn, connections);
    }

    PeeringEntity revised(long newRevision) {
        return new PeeringEntity(
                row, id, newRevision, sku, kind, location, tags, type, metro, peerAsn, peerAsnRow, asn, connections);
    }

    /** With what a partner may change of the peering itself. */
    PeeringEntity described(Sku newSku, Map<String, String> newTags) {
        return new PeeringEntity(
                row, id, revision, newSku, kind, location, newTags, type, metro, peerAsn, peerAsnRow, asn, connections);
    }

    PeeringEntity connected(List<ConnectionEntity> newConnections) {
        return new PeeringEntity(
                row, id, revision, sku, kind, location, tags, type, metro, peerAsn, peerAsnRow, asn, newConnections);
    }

    /** With each connection changed. */
    PeeringEntity each(UnaryOperator<ConnectionEntity> change) {
        return connected(connections.stream().map(change).toList());
    }

    /** With one connection changed. */
    PeeringEntity one(String identifier, UnaryOperator<ConnectionEntity> change) {
        return each(connection -> connection.identifier().equals(identifier) ? change.apply(connection) : connection);
    }

    PeeringEntity seen(Predicate<IpAddress> up) {
        return each(connection -> connection.seen(up));
    }
}
