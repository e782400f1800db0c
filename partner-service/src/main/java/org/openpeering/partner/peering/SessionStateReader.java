/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.bridge.BlockingReplica;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionRepository;
import org.openpeering.partner.router.EdgeRouterRepository;
import org.openpeering.partner.router.EdgeRouterWatcher;

/**
 * Applies what the insights service observed to the connections it concerns: peer address, ASN and the metro of the
 * router have to agree. The observation, the connections and their outbox rows are one transaction, and what is applied
 * is read from the stored observations, so applying one twice changes nothing.
 */
@ApplicationScoped
public class SessionStateReader implements TopicReader<ObservedSession>, EdgeRouterWatcher {
    private final BlockingReplica replica;
    private final EdgeRouterRepository routers;
    private final MetroRepository metros;
    private final PeeringRepository peerings;
    private final ConnectionRepository connections;
    private final PeeringProvisioning provisioning;

    SessionStateReader(
            BlockingReplica replica,
            EdgeRouterRepository routers,
            MetroRepository metros,
            PeeringRepository peerings,
            ConnectionRepository connections,
            PeeringProvisioning provisioning) {
        this.replica = replica;
        this.routers = routers;
        this.metros = metros;
        this.peerings = peerings;
        this.connections = connections;
        this.provisioning = provisioning;
    }

    @Override
    public Topic topic() {
        return Topic.SESSION_STATES;
    }

    @Override
    public Class<ObservedSession> bodyType() {
        return ObservedSession.class;
    }

    @Override
    public void apply(Received<ObservedSession> message) {
        if (!replica.store(Topic.SESSION_STATES, message)) {
            return;
        }
        // A tombstone has nothing but its key: router|peer address.
        int bar = message.key().lastIndexOf('|');
        IpAddress peer = IpAddress.parse(message.key().substring(bar + 1));
        String name = message.key().substring(0, Math.max(bar, 0));
        Optional.ofNullable(Work.await(() -> routers.find(name)))
                .flatMap(router -> Optional.ofNullable(Work.await(() -> metros.share(router.metro()))))
                .ifPresent(metro -> {
                    connections.hold(metro.key(), List.of(peer));
                    peerings.at(metro.name(), peer).forEach(provisioning::lookAgain);
                });
    }

    @Override
    public Uni<Void> routersChanged(String metro) {
        return Work.<Void>blocking(() -> {
            peerings.at(metro, null).forEach(provisioning::lookAgain);
            return null;
        });
    }
}
