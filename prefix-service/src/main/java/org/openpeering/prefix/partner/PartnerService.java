/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;

/**
 * Takes over changes of partner objects, with what follows from them in the same transaction. It is the same whether a
 * change came by the topic or from the owner: whichever comes second is recognised by its revision and has no effect.
 */
@ApplicationScoped
public class PartnerService {
    private final PartnerRepository repository;
    private final Replica replica;
    private final List<PartnerListener> listeners;

    PartnerService(PartnerRepository repository, Replica replica, @All List<PartnerListener> listeners) {
        this.repository = repository;
        this.replica = replica;
        this.listeners = listeners;
    }

    @WithSession
    public Uni<@Nullable Peering> peering(ResourceId id) {
        return repository.peering(id.key());
    }

    @WithSession
    public Uni<@Nullable Provider> provider(String name) {
        return repository.provider(name);
    }

    /** Many at once when none is gone. */
    @WithTransaction
    public Uni<Void> peerings(List<Received<Peering>> messages) {
        return messages.stream().anyMatch(message -> message.body() == null)
                ? inOrder(messages, this::peering)
                : changed(messages);
    }

    private Uni<Void> peering(Received<Peering> message) {
        return message.body() == null ? gone(message) : changed(List.of(message));
    }

    private Uni<Void> gone(Received<Peering> message) {
        return replica.find(Topic.PEERINGS, message.key(), Peering.class)
                .chain(before -> replica.store(Topic.PEERINGS, message)
                        .chain(news ->
                                news && before != null ? tell(listener -> listener.peeringGone(before)) : nothing()));
    }

    private Uni<Void> changed(List<Received<Peering>> messages) {
        return replica.store(Topic.PEERINGS, messages)
                .map(changed -> newest(messages, new HashSet<>(changed)))
                .chain(newest -> newest.isEmpty() ? nothing() : tell(listener -> listener.peeringsChanged(newest)));
    }

    private static Collection<Peering> newest(List<Received<Peering>> messages, Set<String> changed) {
        Map<String, Peering> newest = new LinkedHashMap<>();
        messages.stream()
                .map(Received::body)
                .filter(peering -> peering != null && changed.contains(peering.key()))
                .forEach(peering -> newest.merge(peering.key(), peering, PartnerService::newer));
        return newest.values();
    }

    private static Peering newer(Peering a, Peering b) {
        return a.revision() < b.revision() ? b : a;
    }

    @WithTransaction
    public Uni<Void> providers(List<Received<Provider>> messages) {
        return replica.store(Topic.PROVIDERS, messages)
                .chain(changed -> inOrder(changed, key -> tell(listener -> listener.providerChanged(key))));
    }

    @WithTransaction
    public Uni<Void> peerAsns(List<Received<PeerAsn>> messages) {
        return inOrder(messages, this::peerAsn);
    }

    private Uni<Void> peerAsn(Received<PeerAsn> message) {
        Subscription subscription = subscriptionOf(message.key());
        return known(message)
                .chain(known -> replica.store(Topic.PEER_ASNS, message)
                        .chain(news ->
                                news ? tell(listener -> listener.peerAsnChanged(subscription, known)) : nothing()));
    }

    private Uni<@Nullable PeerAsn> known(Received<PeerAsn> message) {
        return message.body() == null
                ? replica.find(Topic.PEER_ASNS, message.key(), PeerAsn.class)
                : Uni.createFrom().item(message.body());
    }

    @WithTransaction
    public Uni<Void> edgeRouters(List<Received<EdgeRouter>> messages) {
        return replica.store(Topic.EDGE_ROUTERS, messages)
                .chain(changed -> changed.isEmpty() ? nothing() : tell(PartnerListener::edgeRouterChanged));
    }

    /** Looked up when somebody asks: nothing follows from them. */
    @WithTransaction
    public Uni<Void> places(List<Received<Place>> messages) {
        return replica.store(Topic.PLACES, messages).replaceWithVoid();
    }

    private Uni<Void> tell(Function<PartnerListener, Uni<Void>> what) {
        return inOrder(listeners, what);
    }

    /** One after the other: they share a session. */
    private static <T> Uni<Void> inOrder(List<T> those, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(those)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static Subscription subscriptionOf(String key) {
        String[] parts = key.split("/", -1);
        return new Subscription(parts.length > 2 ? parts[2] : "");
    }
}
