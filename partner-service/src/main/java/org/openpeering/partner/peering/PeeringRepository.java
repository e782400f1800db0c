/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionRepository;

/** Table {@code peering}; the connections come along. */
@ApplicationScoped
public class PeeringRepository {
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};
    private static final TypeReference<List<ConnectivityProbe>> PROBES = new TypeReference<>() {};
    private static final String SELECT = """
            select p.*, m.name as metro_name, a.subscription as asn_subscription, a.name as asn_name
            from peering p join metro m on m.key = p.metro join peer_asn a on a.id = p.peer_asn""";
    private static final String BY_NAME = SELECT + " " + """
             where lower(p.subscription) = lower(?) and lower(p.resource_group) = lower(?)
            and lower(p.name) = lower(?)""";
    /** What lists are ordered by. */
    private static final String ORDER = "(lower(p.resource_group) || '/' || lower(p.name)) collate \"C\"";

    private final Sql sql;
    private final ConnectionRepository connections;

    PeeringRepository(Sql sql, ConnectionRepository connections) {
        this.sql = sql;
        this.connections = connections;
    }

    public Optional<PeeringEntity> find(String subscription, ResourceId id) {
        return connected(sql.list(BY_NAME, PeeringRepository::map, subscription, id.resourceGroup(), id.name()));
    }

    /** Holds the peering; {@link ConnectionRepository} is read after that, so it is as committed. */
    Optional<PeeringEntity> lock(String subscription, ResourceId id) {
        return connected(sql.list(
                BY_NAME + " for update of p", PeeringRepository::map, subscription, id.resourceGroup(), id.name()));
    }

    /** Holds the metro against everybody, then the peering; a peering's metro never changes. */
    Optional<PeeringEntity> hold(ResourceId id, MetroRepository metros) {
        return find(id.subscription(), id)
                .flatMap(seen -> Optional.ofNullable(Work.await(() -> metros.lock(seen.metro()))))
                .flatMap(_ -> lock(id.subscription(), id));
    }

    /**
     * The same for a partner's own request: other requests at the metro go on, unless they are about the same addresses.
     *
     * @param peers the addresses that the request speaks of
     */
    Optional<PeeringEntity> hold(ResourceId id, MetroRepository metros, List<IpAddress> peers) {
        return find(id.subscription(), id).flatMap(seen -> {
            Work.await(() -> metros.share(seen.metro()));
            List<IpAddress> all = new ArrayList<>(peers);
            all.addAll(seen.peers());
            connections.hold(MetroEntity.key(seen.metro()), all);
            return lock(id.subscription(), id);
        });
    }

    private Optional<PeeringEntity> connected(List<PeeringEntity> bare) {
        return withConnections(bare).stream().findFirst();
    }

    private List<PeeringEntity> withConnections(List<PeeringEntity> bare) {
        var found = connections.of(bare.stream().map(PeeringEntity::row).toList());
        return bare.stream()
                .map(peering -> peering.connected(found.getOrDefault(peering.row(), List.of())))
                .toList();
    }

    /** @param resourceGroup null: all of the subscription */
    List<PeeringEntity> list(String subscription, @Nullable String resourceGroup, String after, int limit) {
        String group = resourceGroup == null ? "" : resourceGroup.toLowerCase(Locale.ROOT) + "/";
        // A group is a range of the list's order, so that either list reads one page of the index.
        return withConnections(sql.list(
                SELECT + " where lower(p.subscription) = lower(?)" + " and " + ORDER + " > ? and " + ORDER
                        + " < ? order by " + ORDER + " limit ?",
                PeeringRepository::map,
                subscription,
                after.compareTo(group) > 0 ? after : group,
                group.isEmpty() ? "\udbff\udfff" : group.substring(0, group.length() - 1) + "0",
                limit));
    }

    /** The subscription's peerings with the network, by metro. */
    public List<PeeringEntity> with(String subscription, Asn asn) {
        return withConnections(sql.list(
                SELECT + " where lower(p.subscription) = lower(?) and p.asn = ? order by p.metro, p.id",
                PeeringRepository::map,
                subscription,
                asn.value()));
    }

    /** Everybody's peerings at a metro, of all subscriptions; with a peer address only those that claim it. */
    List<ResourceId> at(String metro, @Nullable IpAddress peer) {
        return sql.list("""
                select p.subscription, p.resource_group, p.name from peering p
                where p.metro = ? and exists (
                    select from session s where s.peering = p.id and s.claimed
                    and (?::inet is null or s.peer_address = ?::inet))
                order by p.id""", row -> id(row), MetroEntity.key(metro), peer, peer);
    }

    /** With its row's key and its first revision, without connections; empty when the name is taken. */
    Optional<PeeringEntity> insert(String subscription, PeeringEntity peering) {
        return sql.find(
                """
                insert into peering (subscription, resource_group, name, revision, sku, kind, location, tags,
                    direct_type, metro, peer_asn, asn, connectivity_probes)
                values (?, ?, ?, nextval('revision'), ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb) on conflict do nothing returning id, revision""",
                row -> peering.stored(row.number("id"), row.number("revision")),
                subscription,
                peering.id().resourceGroup(),
                peering.id().name(),
                peering.sku(),
                peering.kind(),
                peering.location(),
                sql.json(peering.tags()),
                peering.type(),
                MetroEntity.key(peering.metro()),
                peering.peerAsnRow(),
                peering.asn().value(),
                sql.json(peering.probes()));
    }

    /** The connections of a peering that was just inserted. */
    void connect(PeeringEntity peering) {
        connections.add(peering.row(), MetroEntity.key(peering.metro()), peering.asn(), peering.connections());
    }

    void update(String subscription, PeeringEntity peering) {
        sql.update(
                "update peering set revision = ?, sku = ?, tags = ?::jsonb where lower(subscription) = lower(?) and id = ?",
                peering.revision(),
                peering.sku(),
                sql.json(peering.tags()),
                subscription,
                peering.row());
        connections.replace(peering.row(), MetroEntity.key(peering.metro()), peering.asn(), peering.connections());
    }

    void delete(String subscription, PeeringEntity peering) {
        sql.update("delete from peering where lower(subscription) = lower(?) and id = ?", subscription, peering.row());
    }

    private static ResourceId id(Row row) {
        return ResourceId.ofGroup(
                row.text("subscription"), row.text("resource_group"), ResourceType.PEERINGS, row.text("name"));
    }

    private static PeeringEntity map(Row row) {
        return new PeeringEntity(
                row.number("id"),
                id(row),
                row.number("revision"),
                row.constant("sku", Sku.class),
                row.constant("kind", PeeringKind.class),
                row.text("location"),
                row.json("tags", TAGS),
                row.constant("direct_type", DirectPeeringType.class),
                row.text("metro_name"),
                ResourceId.ofSubscription(row.text("asn_subscription"), ResourceType.PEER_ASNS, row.text("asn_name")),
                row.number("peer_asn"),
                new Asn(row.number("asn")),
                row.json("connectivity_probes", PROBES),
                List.of());
    }
}
