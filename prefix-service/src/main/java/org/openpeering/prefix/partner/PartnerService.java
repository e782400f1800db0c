/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.bridge.BlockingReplica;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.message.Received;

/**
 * Takes over changes of partner objects, with what follows from them in the same transaction. It is the same whether a
 * change came by the topic or from the owner: whichever comes second is recognised by its revision and has no effect.
 */
@ApplicationScoped
public class PartnerService {
    private final BlockingReplica replica;
    private final List<PartnerListener> listeners;

    PartnerService(BlockingReplica replica, @All List<PartnerListener> listeners) {
        this.replica = replica;
        this.listeners = listeners;
    }

    @Transacted
    public void peering(Received<Peering> message) {
        if (message.body() != null) {
            peerings(List.of(message));
            return;
        }
        Optional<Peering> before = replica.find(Topic.PEERINGS, message.key(), Peering.class);
        if (replica.store(Topic.PEERINGS, message)) {
            before.ifPresent(known -> tell(listener -> listener.peeringGone(known)));
        }
    }

    /** Those of a poll; many at once when none is gone. */
    @Transacted
    public void peerings(List<Received<Peering>> messages) {
        if (messages.stream().anyMatch(message -> message.body() == null)) {
            messages.forEach(this::peering);
            return;
        }
        Set<String> changed = new HashSet<>(replica.store(Topic.PEERINGS, messages));
        Map<String, Peering> newest = new LinkedHashMap<>();
        messages.stream()
                .map(Received::body)
                .filter(peering -> peering != null && changed.contains(peering.key()))
                .forEach(peering -> newest.merge(peering.key(), peering, PartnerService::newer));
        if (!newest.isEmpty()) {
            tell(listener -> listener.peeringsChanged(newest.values()));
        }
    }

    private static Peering newer(Peering a, Peering b) {
        return a.revision() < b.revision() ? b : a;
    }

    @Transacted
    public void provider(Received<Provider> message) {
        if (replica.store(Topic.PROVIDERS, message)) {
            tell(listener -> listener.providerChanged(message.key()));
        }
    }

    @Transacted
    public void peerAsn(Received<PeerAsn> message) {
        Optional<PeerAsn> before = replica.find(Topic.PEER_ASNS, message.key(), PeerAsn.class);
        if (replica.store(Topic.PEER_ASNS, message)) {
            PeerAsn known = message.body() == null ? before.orElse(null) : message.body();
            tell(listener -> listener.peerAsnChanged(subscriptionOf(message.key()), known));
        }
    }

    @Transacted
    public void edgeRouter(Received<EdgeRouter> message) {
        if (replica.store(Topic.EDGE_ROUTERS, message)) {
            tell(PartnerListener::edgeRouterChanged);
        }
    }

    private void tell(Consumer<PartnerListener> what) {
        listeners.forEach(what);
    }

    private static String subscriptionOf(String key) {
        String[] parts = key.split("/", -1);
        return parts.length > 2 ? parts[2] : "";
    }
}
