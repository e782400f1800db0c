/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionRepository;

/**
 * Table {@code peering}; the connections come along, read in the same statement, so that a peering without lock is as it
 * was at one moment. Statements and no entity: the key is an identity column, the names of metro and PeerAsn come by
 * joins, and an entity-shaped write costs about twice the CPU where partners write most.
 *
 * <p>Locks are taken in the order metro, blocks of addresses, peering. A statement sees what was committed when it began,
 * also if it waited for a lock after that: therefore {@code lock} takes the row in one statement and reads the peering
 * with its connections in the next, which sees all that the holder before did. Whoever changes connections or sessions
 * holds the peering's row, so what was read stays true until the transaction ends.
 */
@ApplicationScoped
public class PeeringRepository {
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};
    private static final TypeReference<List<ConnectivityProbe>> PROBES = new TypeReference<>() {};
    private static final String SELECT = """
            select p.id, p.subscription, p.resource_group, p.name, p.revision, p.sku, p.kind, p.direct_type, p.location,
                m.name as metro_name, p.peer_asn, a.subscription as asn_subscription, a.name as asn_name, p.asn,
                p.tags::text as tags, p.connectivity_probes::text as probes,
            """ + ConnectionRepository.COLUMN + """
            \nfrom peering p join metro m on m.key = p.metro join peer_asn a on a.id = p.peer_asn
            where p.subscription_key = :subscription""";
    private static final String BY_NAME = " where p.subscription_key = :subscription and p.resource_key = :key";

    private final Statements statements;
    private final MetroRepository metros;
    private final ConnectionRepository connections;

    PeeringRepository(Statements statements, MetroRepository metros, ConnectionRepository connections) {
        this.statements = statements;
        this.metros = metros;
        this.connections = connections;
    }

    public Uni<@Nullable Peering> find(ResourceId id) {
        return named(SELECT + " and p.resource_key = :key", id).find(this::map);
    }

    /** Holds the peering, and reads it after that. */
    public Uni<@Nullable Peering> lock(ResourceId id) {
        return named("select p.id from peering p" + BY_NAME + " for update", id)
                .find(row -> row.number("id"))
                .onItem()
                .ifNotNull()
                .transformToUni(row -> statements
                        .of(SELECT + " and p.id = :row")
                        .set("subscription", id.subscription())
                        .set("row", row)
                        .find(this::map));
    }

    /** Holds the metro against everybody, then the peering; a peering's metro never changes. */
    public Uni<@Nullable Peering> lockWithMetro(ResourceId id) {
        return named("select p.metro from peering p" + BY_NAME, id)
                .find(row -> row.text("metro"))
                .onItem()
                .ifNotNull()
                .transformToUni(metro -> metros.lock(metro).chain(() -> lock(id)));
    }

    /**
     * The same for a partner's own request: other requests at the metro go on, unless they are about the same addresses.
     *
     * @param seen the peering as it was found
     * @param peers the addresses that the request speaks of
     */
    public Uni<@Nullable Peering> lockWithAddresses(Peering seen, Collection<IpAddress> peers) {
        List<IpAddress> all = new ArrayList<>(peers);
        all.addAll(seen.peers());
        return connections.lockAddresses(MetroEntity.key(seen.metro()), all).chain(() -> lock(seen.id()));
    }

    /**
     * A page and one more, in the order of keys: of groups, then of names.
     *
     * @param resourceGroup null: all of the subscription
     * @param after the key that the page before ended with; empty: the first page
     */
    public Uni<List<Peering>> page(Subscription subscription, @Nullable String resourceGroup, String after) {
        String all = "/subscriptions/" + subscription.key();
        String place = resourceGroup == null ? all : all + "/resourcegroups/" + resourceGroup.toLowerCase(Locale.ROOT);
        // What is below a place is a range of the order ('0' follows '/'), so that either list reads a page of the
        // index.
        return statements
                .of(SELECT + " and p.resource_key > :after and p.resource_key < :before order by p.resource_key"
                        + " limit :limit")
                .set("subscription", subscription)
                .set("after", after.compareTo(place + "/") > 0 ? after : place + "/")
                .set("before", place + "0")
                .set("limit", Page.SIZE + 1)
                .list(this::map);
    }

    /** The subscription's peerings with the network, by metro. */
    public Uni<List<Peering>> with(Subscription subscription, Asn asn) {
        return statements
                .of(SELECT + " and p.asn = :asn order by p.metro, p.id")
                .set("subscription", subscription)
                .set("asn", asn.value())
                .list(this::map);
    }

    /** Everybody's peerings at a metro that claim a session address, of all subscriptions, in the order of their rows. */
    public Uni<List<ResourceId>> at(String metro) {
        return statements.of("""
                select p.subscription, p.resource_group, p.name from peering p
                where p.metro = :metro
                and exists (select from session s where s.peering = p.id and s.claimed) order by p.id""").set("metro", MetroEntity.key(metro)).list(PeeringRepository::id);
    }

    /**
     * Those that claim one of the peer addresses.
     *
     * @param peers by metro
     */
    public Uni<List<ResourceId>> claiming(Map<String, ? extends Collection<IpAddress>> peers) {
        List<String> places = new ArrayList<>();
        List<IpAddress> addresses = new ArrayList<>();
        peers.forEach((metro, there) -> there.forEach(peer -> {
            places.add(MetroEntity.key(metro));
            addresses.add(peer);
        }));
        return statements.of("""
                select p.subscription, p.resource_group, p.name from peering p where p.id in (
                    select s.peering from unnest(:metros, :peers) as o (metro, peer)
                    join session s on s.metro = o.metro and s.peer_address = cast(o.peer as inet) and s.claimed)
                order by p.id""").set("metros", places).set("peers", addresses).list(PeeringRepository::id);
    }

    /**
     * With its row's key and its first revision, without connections; null when the name is taken. While another
     * transaction makes one of the name it waits for that one's end.
     */
    public Uni<@Nullable Peering> insert(Peering peering) {
        return named("""
                insert into peering (subscription_key, resource_key, subscription, resource_group, name, revision, sku,
                    kind, location, tags, direct_type, metro, peer_asn, asn, connectivity_probes)
                values (:subscription, :key, :spelling, :resourceGroup, :name, nextval('revision'), :sku, :kind,
                    :location, :tags::jsonb, :type, :metro, :peerAsn, :asn, :probes::jsonb)
                on conflict do nothing returning id, revision""", peering.id())
                .set("spelling", peering.id().subscription().id())
                .set("resourceGroup", peering.id().resourceGroup())
                .set("name", peering.id().name())
                .set("sku", peering.sku())
                .set("kind", peering.kind())
                .set("location", peering.location())
                .set("tags", statements.json(peering.tags()))
                .set("type", peering.type())
                .set("metro", MetroEntity.key(peering.metro()))
                .set("peerAsn", peering.partner().row())
                .set("asn", peering.asn().value())
                .set("probes", statements.json(peering.probes()))
                .find(row -> peering.stored(row.number("id"), row.number("revision")));
    }

    /** The connections of a peering that was just inserted. */
    public Uni<Void> connect(Peering peering) {
        return connections.add(peering.row(), MetroEntity.key(peering.metro()), peering.asn(), peering.connections());
    }

    /**
     * Stores a peering whose row is held; under that lock it gets its revision.
     *
     * @param connectionsBefore as they are stored
     */
    public Uni<Peering> update(List<Connection> connectionsBefore, Peering peering) {
        return statements
                .of("""
                update peering set revision = nextval('revision'), sku = :sku, tags = :tags::jsonb
                where subscription_key = :subscription and id = :row returning revision""")
                .set("sku", peering.sku())
                .set("tags", statements.json(peering.tags()))
                .set("subscription", peering.id().subscription())
                .set("row", peering.row())
                .get(row -> peering.revised(row.number("revision")))
                .call(revised -> connectionsBefore.equals(revised.connections())
                        ? Uni.createFrom().voidItem()
                        : connections.replace(
                                revised.row(), MetroEntity.key(revised.metro()), revised.asn(), revised.connections()));
    }

    public Uni<Void> delete(Peering peering) {
        return statements
                .of("delete from peering where subscription_key = :subscription and id = :row")
                .set("subscription", peering.id().subscription())
                .set("row", peering.row())
                .update()
                .replaceWithVoid();
    }

    private Statement named(String sql, ResourceId id) {
        return statements.of(sql).set("subscription", id.subscription()).set("key", id.key());
    }

    private static ResourceId id(Row row) {
        return ResourceId.ofGroup(
                new Subscription(row.text("subscription")),
                row.text("resource_group"),
                ResourceType.PEERINGS,
                row.text("name"));
    }

    private Peering map(Row row) {
        return new Peering(
                row.number("id"),
                id(row),
                row.number("revision"),
                new Peering.Product(
                        row.constant("sku", Sku.class),
                        row.constant("kind", PeeringKind.class),
                        row.constant("direct_type", DirectPeeringType.class)),
                new Peering.Place(row.text("location"), row.text("metro_name")),
                new Peering.Partner(
                        ResourceId.ofSubscription(
                                new Subscription(row.text("asn_subscription")),
                                ResourceType.PEER_ASNS,
                                row.text("asn_name")),
                        row.number("peer_asn"),
                        new Asn(row.number("asn"))),
                row.json("tags", TAGS),
                row.json("probes", PROBES),
                connections.of(row));
    }
}
