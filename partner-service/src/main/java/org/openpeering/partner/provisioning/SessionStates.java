/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.connection.ConnectionRepository;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRepository;
import org.openpeering.partner.peering.PeeringWriter;
import org.openpeering.partner.router.EdgeRouterWatcher;
import org.openpeering.partner.session.ObservedSessions;

/**
 * Applies what the insights service observed to the connections it concerns: peer address, ASN and the metro of the
 * router have to agree. The observation, the connections and their outbox rows are one transaction, and what is applied
 * is read from the stored observations, so applying one twice changes nothing.
 *
 * <p>Observations share the metro and hold the addresses they are about, as a request does that wants these. So either the
 * request's transaction ends first, and its session is among those looked at here, or it begins to look after this one has
 * ended, and sees the observation. Several metros are taken in the order of their keys and after them the peerings in the
 * order of their rows, as everybody does who holds several.
 */
@ApplicationScoped
public class SessionStates implements EdgeRouterWatcher {
    private final Replica replica;
    private final ObservedSessions observed;
    private final ConnectionRepository connections;
    private final PeeringRepository peerings;
    private final PeeringWriter writer;

    SessionStates(
            Replica replica,
            ObservedSessions observed,
            ConnectionRepository connections,
            PeeringRepository peerings,
            PeeringWriter writer) {
        this.replica = replica;
        this.observed = observed;
        this.connections = connections;
        this.peerings = peerings;
        this.writer = writer;
    }

    /** Takes observations over and tells the peerings that they concern. */
    @WithTransaction
    public Uni<Void> observed(List<Received<ObservedSession>> messages) {
        return replica.store(Topic.SESSION_STATES, messages)
                .map(keys -> keys.stream().map(SessionId::parse).toList())
                .chain(places -> places.isEmpty() ? Uni.createFrom().voidItem() : lookAgain(places));
    }

    private Uni<Void> lookAgain(List<SessionId> places) {
        return observed.metros(places.stream().map(SessionId::router).distinct().toList())
                .map(metros -> byMetro(places, metros))
                .call(this::lockAddresses)
                .chain(peerings::claiming)
                .chain(this::lookAgainAt);
    }

    private static SortedMap<String, List<IpAddress>> byMetro(List<SessionId> places, Map<String, String> metros) {
        TreeMap<String, List<IpAddress>> peers = new TreeMap<>();
        for (SessionId place : places) {
            String metro = metros.get(place.router());
            if (metro != null) {
                peers.computeIfAbsent(MetroEntity.key(metro), _ -> new ArrayList<>())
                        .add(place.address());
            }
        }
        return peers;
    }

    private Uni<Void> lockAddresses(SortedMap<String, List<IpAddress>> peers) {
        return Multi.createFrom()
                .iterable(peers.entrySet())
                .onItem()
                .transformToUniAndConcatenate(there -> connections.lockAddresses(there.getKey(), there.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> routersChanged(String metro) {
        return peerings.at(metro).chain(this::lookAgainAt);
    }

    private Uni<Void> lookAgainAt(Collection<ResourceId> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(this::lookAgain)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Looks again at a peering whose metro is held or shared, and stores what is new. */
    private Uni<Void> lookAgain(ResourceId id) {
        return peerings.lock(id)
                .onItem()
                .ifNotNull()
                .transformToUni(
                        held -> looked(held).chain(now -> now.equals(held) ? keep(held) : writer.save(held, now)))
                .replaceWithVoid();
    }

    private static Uni<Peering> keep(Peering held) {
        return Uni.createFrom().item(held);
    }

    /** The peering with its sessions as observed; requires that its metro is held or shared. */
    public Uni<Peering> looked(Peering peering) {
        return observed.up(peering.metro(), peering.asn(), peering.peers()).map(peering::seen);
    }
}
