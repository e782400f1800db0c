/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.inbox.Received;
import org.openpeering.kit.inbox.Replica;
import org.openpeering.prefix.change.ChangeOrder;
import org.openpeering.prefix.change.RevalidationRepository;

/** Takes over what was seen, and has the prefixes validated again that it can matter to. */
@ApplicationScoped
public class RoutesService {
    private final Replica replica;
    private final RevalidationRepository revalidation;
    private final ChangeOrder order;

    RoutesService(Replica replica, RevalidationRepository revalidation, ChangeOrder order) {
        this.replica = replica;
        this.revalidation = revalidation;
        this.order = order;
    }

    @Transactional
    public void prefixRoutes(Received<PrefixRoutes> message) {
        order.networkChanges();
        if (replica.store(Topic.PREFIX_ROUTES, message)) {
            revalidation.enqueuePrefixes(List.of(message.key()));
        }
    }

    @Transactional
    public void session(Received<ObservedSession> message) {
        order.networkChanges();
        ObservedSession before = replica.find(Topic.SESSION_STATES, message.key(), ObservedSession.class)
                .orElse(null);
        if (!replica.store(Topic.SESSION_STATES, message)) {
            return;
        }
        ObservedSession known = message.body() == null ? before : message.body();
        if (known != null) {
            String metro = replica.find(Topic.EDGE_ROUTERS, known.router(), EdgeRouter.class)
                    .map(EdgeRouter::metro)
                    .orElse("");
            revalidation.enqueueSession(known.peerAsn(), metro);
        }
    }
}
