/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.inbox.Received;
import org.openpeering.kit.inbox.Replica;
import org.openpeering.prefix.monitored.ChangeOrder;
import org.openpeering.prefix.monitored.MonitoredPrefixService;
import org.openpeering.prefix.registration.RegisteredPrefixService;
import org.openpeering.prefix.validation.RevalidationRepository;

/**
 * What a partner object's change entails here: what is monitored for the prefixes that depend on it, and their
 * validation, in the transaction that takes the change over. The same whether it came by the topic or from the owner:
 * whichever comes second is recognised by its revision and has no effect.
 */
@ApplicationScoped
public class PartnerService {
    private final Replica replica;
    private final PartnerRepository partners;
    private final MonitoredPrefixService monitored;
    private final RegisteredPrefixService registrations;
    private final RevalidationRepository revalidation;
    private final ChangeOrder order;

    PartnerService(
            Replica replica,
            PartnerRepository partners,
            MonitoredPrefixService monitored,
            RegisteredPrefixService registrations,
            RevalidationRepository revalidation,
            ChangeOrder order) {
        this.replica = replica;
        this.partners = partners;
        this.monitored = monitored;
        this.registrations = registrations;
        this.revalidation = revalidation;
        this.order = order;
    }

    @Transactional
    public void peering(Received<Peering> message) {
        order.networkChanges();
        Peering before = partners.peering(message.key()).orElse(null);
        if (!replica.store(Topic.PEERINGS, message)) {
            return;
        }
        Peering after = message.body();
        Peering known = after == null ? before : after;
        if (after == null) {
            registrations.parentDeleted(message.key());
        }
        if (known != null) {
            monitored.peeringChanged(known);
            revalidation.enqueuePeering(message.key());
            revalidation.enqueueCustomersOf(known.asn());
        }
    }

    @Transactional
    public void provider(Received<Provider> message) {
        order.networkChanges();
        if (replica.store(Topic.PROVIDERS, message)) {
            monitored.providerChanged(message.key());
            revalidation.enqueueProvider(message.key());
        }
    }

    @Transactional
    public void peerAsn(Received<PeerAsn> message) {
        order.networkChanges();
        PeerAsn before = replica.find(Topic.PEER_ASNS, message.key(), PeerAsn.class).orElse(null);
        if (!replica.store(Topic.PEER_ASNS, message)) {
            return;
        }
        monitored.subscriptionChanged(subscriptionOf(message.key()));
        PeerAsn known = message.body() == null ? before : message.body();
        // A number that is not public is a leak in a path unless it is approved.
        if (known != null && known.asn().use() != Asn.Use.PUBLIC) {
            revalidation.enqueueAll(RevalidationRepository.EVENT);
        }
    }

    @Transactional
    public void edgeRouter(Received<EdgeRouter> message) {
        order.networkChanges();
        if (replica.store(Topic.EDGE_ROUTERS, message)) {
            revalidation.enqueueAll(RevalidationRepository.EVENT);
        }
    }

    private static String subscriptionOf(String key) {
        List<String> parts = List.of(key.split("/", -1));
        return parts.size() > 2 ? parts.get(2) : "";
    }
}
