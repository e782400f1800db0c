/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;

/** Takes over {@code edge-routers}. */
@ApplicationScoped
public class EdgeRouterReader implements TopicReader<EdgeRouter> {
    private final PartnerService service;

    EdgeRouterReader(PartnerService service) {
        this.service = service;
    }

    @Override
    public Topic topic() {
        return Topic.EDGE_ROUTERS;
    }

    @Override
    public Class<EdgeRouter> bodyType() {
        return EdgeRouter.class;
    }

    @Override
    public void apply(Received<EdgeRouter> message) {
        applyAll(List.of(message));
    }

    @Override
    public void applyAll(List<Received<EdgeRouter>> messages) {
        Work.await(() -> service.edgeRouters(messages));
    }
}
