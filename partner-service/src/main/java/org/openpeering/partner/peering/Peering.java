/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.PeeringProbe;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionRequest;
import org.openpeering.partner.session.FamilySession;

/**
 * A peering with its connections.
 *
 * @param row the primary key, 0 before it is stored
 * @param probes fixed at creation
 */
public record Peering(
        long row,
        ResourceId id,
        long revision,
        Product product,
        Place place,
        Partner partner,
        Map<String, String> tags,
        List<ConnectivityProbe> probes,
        List<Connection> connections) {
    public Peering {
        probes = List.copyOf(probes);
        connections = List.copyOf(connections);
    }

    /**
     * What is bought.
     *
     * @param type Edge for an exchange peering, which has none
     */
    public record Product(Sku sku, PeeringKind kind, DirectPeeringType type) {}

    /**
     * Where it is.
     *
     * @param location the cloud's region, as the partner wrote it
     * @param metro in the catalogue's spelling
     */
    public record Place(String location, String metro) {}

    /**
     * With whom it is.
     *
     * @param row the PeerAsn's primary key
     */
    public record Partner(ResourceId peerAsn, long row, Asn asn) {}

    /** A peering that was there before the portal, as if it were one of the subscription's; it has no row. */
    public static Peering legacy(
            Subscription subscription, String name, PeeringRequest request, Asn asn, String metro) {
        ResourceId peerAsn = ResourceId.ofSubscription(subscription, ResourceType.PEER_ASNS, asn.toString());
        return new Peering(
                0,
                ResourceId.ofSubscription(subscription, ResourceType.PEERINGS, name),
                0,
                product(request),
                new Place(request.location(), metro),
                new Partner(peerAsn, 0, asn),
                Map.of(),
                List.of(),
                request.connections().stream().map(Connection::legacy).toList());
    }

    /**
     * A peering as it is asked for, not stored yet.
     *
     * @param metro in the catalogue's spelling
     */
    public static Peering fresh(ResourceId id, PeeringRequest request, Partner partner, String metro) {
        return new Peering(
                0,
                id,
                0,
                product(request),
                new Place(request.location(), metro),
                partner,
                request.tags(),
                Objects.requireNonNullElse(request.probes(), List.of()),
                request.connections().stream().map(Connection::fresh).toList());
    }

    private static Product product(PeeringRequest request) {
        return new Product(
                request.sku(), request.kind(), Objects.requireNonNullElse(request.type(), DirectPeeringType.EDGE));
    }

    /** How a caller is told that there is none. */
    public static ApiError missing(ResourceId id) {
        return ApiError.of(
                ErrorCode.RESOURCE_NOT_FOUND,
                "The Resource '%s/%s' under resource group '%s' was not found."
                        .formatted(id.type().qualified(), id.name(), id.resourceGroup()));
    }

    public Sku sku() {
        return product.sku();
    }

    public PeeringKind kind() {
        return product.kind();
    }

    public DirectPeeringType type() {
        return product.type();
    }

    public String location() {
        return place.location();
    }

    public String metro() {
        return place.metro();
    }

    public ResourceId peerAsn() {
        return partner.peerAsn();
    }

    public Asn asn() {
        return partner.asn();
    }

    public boolean useForPeeringService() {
        return connections.stream().anyMatch(Connection::useForPeeringService);
    }

    /** What other services know of it: no secret, no contact. */
    public org.openpeering.contract.partner.Peering published() {
        return new org.openpeering.contract.partner.Peering(
                id,
                revision,
                kind(),
                type(),
                metro(),
                peerAsn(),
                asn(),
                connections.stream().flatMap(Peering::sessions).toList(),
                connections.stream().map(Peering::published).toList(),
                probes.stream()
                        .map(probe -> new PeeringProbe(probe.endpoint(), probe.azureRegion(), probe.protocol()))
                        .toList());
    }

    private static Stream<ConfiguredSession> sessions(Connection connection) {
        return Stream.of(connection.session().v4(), connection.session().v6())
                .flatMap(family -> session(connection, family));
    }

    private static Stream<ConfiguredSession> session(Connection connection, FamilySession family) {
        return family.peer() == null
                ? Stream.empty()
                : Stream.of(new ConfiguredSession(
                        connection.identifier(),
                        family.peer(),
                        family.cloud(),
                        published(connection),
                        connection.servesPeeringService()));
    }

    private static ConnectionState published(Connection connection) {
        return connection.works() ? ConnectionState.ACTIVE : connection.state();
    }

    /** The connection, named with or without hyphens, in any case. */
    public Optional<Connection> connection(String identifier) {
        return connections.stream()
                .filter(connection ->
                        ConnectionRequest.key(connection.identifier()).equals(ConnectionRequest.key(identifier)))
                .findFirst();
    }

    /** The partner's session addresses. */
    public List<IpAddress> peers() {
        return connections.stream()
                .flatMap(connection -> connection.session().peers())
                .toList();
    }

    Peering stored(long storedRow, long firstRevision) {
        return new Peering(storedRow, id, firstRevision, product, place, partner, tags, probes, connections);
    }

    Peering revised(long newRevision) {
        return new Peering(row, id, newRevision, product, place, partner, tags, probes, connections);
    }

    /** With what a partner may change of the peering itself. */
    public Peering described(Sku newSku, Map<String, String> newTags) {
        Product described = new Product(newSku, kind(), type());
        return new Peering(row, id, revision, described, place, partner, newTags, probes, connections);
    }

    public Peering connected(List<Connection> newConnections) {
        return new Peering(row, id, revision, product, place, partner, tags, probes, newConnections);
    }

    /** With each connection changed. */
    public Peering each(UnaryOperator<Connection> change) {
        return connected(connections.stream().map(change).toList());
    }

    /** With one connection changed. */
    public Peering one(String identifier, UnaryOperator<Connection> change) {
        return each(connection -> connection.identifier().equals(identifier) ? change.apply(connection) : connection);
    }

    public Peering without(String identifier) {
        return connected(connections.stream()
                .filter(connection -> !connection.identifier().equals(identifier))
                .toList());
    }

    public Peering seen(Predicate<IpAddress> up) {
        return each(connection -> connection.seen(up));
    }
}
