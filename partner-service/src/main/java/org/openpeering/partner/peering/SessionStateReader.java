/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.bridge.BlockingReplica;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.Inbox;
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
public class SessionStateReader implements EdgeRouterWatcher {
    private final Inbox inbox;
    private final BlockingReplica replica;
    private final EdgeRouterRepository routers;
    private final MetroRepository metros;
    private final PeeringRepository peerings;
    private final ConnectionRepository connections;
    private final PeeringProvisioning provisioning;

    SessionStateReader(
            Inbox inbox,
            BlockingReplica replica,
            EdgeRouterRepository routers,
            MetroRepository metros,
            PeeringRepository peerings,
            ConnectionRepository connections,
            PeeringProvisioning provisioning) {
        this.inbox = inbox;
        this.replica = replica;
        this.routers = routers;
        this.metros = metros;
        this.peerings = peerings;
        this.connections = connections;
        this.provisioning = provisioning;
    }

    @Incoming("session-states")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(
                batch,
                ObservedSession.class,
                messages -> Work.blocking(() -> {
                            messages.forEach(this::apply);
                            return true;
                        })
                        .replaceWithVoid());
    }

    private void apply(Received<ObservedSession> message) {
        if (!replica.store(Topic.SESSION_STATES, message)) {
            return;
        }
        // A tombstone has nothing but its key: router|peer address.
        int bar = message.key().lastIndexOf('|');
        IpAddress peer = IpAddress.parse(message.key().substring(bar + 1));
        routers.find(message.key().substring(0, Math.max(bar, 0)))
                .flatMap(router -> metros.share(router.metro()))
                .ifPresent(metro -> {
                    connections.hold(metro.key(), List.of(peer));
                    peerings.at(metro.name(), peer).forEach(provisioning::lookAgain);
                });
    }

    @Override
    public void routersChanged(String metro) {
        peerings.at(metro, null).forEach(provisioning::lookAgain);
    }
}
