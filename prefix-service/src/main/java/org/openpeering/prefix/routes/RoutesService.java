/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.bridge.BlockingReplica;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.message.Received;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;

/** Takes over what was seen, and queues what may follow from it. */
@ApplicationScoped
public class RoutesService {
    private final BlockingReplica replica;
    private final ChangeRepository changes;

    RoutesService(BlockingReplica replica, ChangeRepository changes) {
        this.replica = replica;
        this.changes = changes;
    }

    @Transacted
    public void prefixRoutes(List<Received<PrefixRoutes>> messages) {
        changes.add(ChangeKind.ROUTES, replica.store(Topic.PREFIX_ROUTES, messages));
    }

    @Transacted
    public void session(Received<ObservedSession> message) {
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
            changes.addSession(known.peerAsn(), metro);
        }
    }
}
